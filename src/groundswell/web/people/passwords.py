"""What a password is asked to be, in words that help. The tests themselves are Django's."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "Please make it longer: %(min_length)d character or more. A short sentence works well.",
            "Please make it longer: %(min_length)d characters or more. A short sentence works well.",
            self.min_length,
        ) % {"min_length": self.min_length}

    def get_help_text(self) -> str:
        return ngettext(
            "%(min_length)d character or more. A short sentence works well.",
            "%(min_length)d characters or more. A short sentence works well.",
            self.min_length,
        ) % {"min_length": self.min_length}


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Many people use this password, so it is easy to guess. Please choose another.")

    def get_help_text(self) -> str:
        return _("Not one that many people use.")


class NotAboutYou(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("This is close to your %(verbose_name)s, so it is easy to guess. Please choose another.")

    def get_help_text(self) -> str:
        return _("Not your own name or address.")
