from django import forms
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("en", "English"), ("es", "Español")]
THEMES = [("system", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))]


class PreferencesForm(forms.Form):
    name = forms.CharField(label=_("Your name, as colleagues know you"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Light or dark"), choices=THEMES, widget=forms.RadioSelect)
