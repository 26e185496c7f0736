from tests.domain.intake.student_desk import student_desk

__all__ = ["student_desk"]
