"""How fields are drawn."""

from django.forms.renderers import TemplatesSetting


class Plain(TemplatesSetting):
    """Fields by the templates of this project: a label, a hint, the faults, the field."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"
