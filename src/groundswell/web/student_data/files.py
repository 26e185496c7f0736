"""Small texts to take along."""

from django.http import HttpResponse


def as_file(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text.encode(), content_type="application/yaml; charset=utf-8", headers=headers)
