"""Everything the reader of packages can complain about: what is wrong, and what to do.

Texts are translated when they are shown, so that an administrator reads them in the language of
the interface.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casework.services.package.model_messages import MODEL_MESSAGES

MESSAGES = {
    **MODEL_MESSAGES,
    # the container
    "not-found": (_("There is no such folder or file."), _("Check the path.")),
    "not-a-zip": (
        _("The file is not a readable zip file."),
        _("Pack the folder again as zip."),
    ),
    "unsafe-name": (
        _("The name “%(name)s” leads out of the package or is not a plain name."),
        _("Pack only plain files, with names relative to the package."),
    ),
    "link": (_("“%(name)s” is a link."), _("Put the file itself into the package.")),
    "encrypted": (_("“%(name)s” is encrypted."), _("Pack without a password.")),
    "twice": (_("“%(name)s” is there more than once."), _("Keep one of them.")),
    "too-many-files": (
        _("The package has more than %(limit)s files."),
        _("Remove files."),
    ),
    "too-large": (
        _("“%(name)s” is larger than %(limit)s bytes."),
        _("Make it smaller; a package holds text only."),
    ),
    "package-too-large": (
        _("The package is larger than %(limit)s bytes unpacked."),
        _("Make it smaller; a package holds text only."),
    ),
    "unknown-file": (
        _("This file does not belong into a package."),
        _("Remove it, or look up the right name in docs/service-packages.md."),
    ),
    "missing-file": (_("This file is missing."), _("Add it.")),
    "encoding": (
        _("The file is not valid UTF-8 (byte %(position)s)."),
        _("Save it with the encoding UTF-8."),
    ),
    # syntax
    "toml": (
        _("The file is not valid TOML: %(reason)s."),
        _("Correct the line named."),
    ),
    "json": (
        _("The file is not valid JSON: %(reason)s."),
        _("Correct the line named."),
    ),
    "front-matter": (
        _("The file does not start with a head between two lines of +++."),
        _("Put title and use between +++ lines at the top."),
    ),
    "missing-key": (_("“%(key)s” is missing."), _("Add it.")),
    "unknown-key": (
        _("“%(key)s” is not known here."),
        _("Correct the spelling or remove it; known: %(known)s."),
    ),
    "wrong-type": (_("“%(key)s” must be %(expected)s."), _("Change the value.")),
    "empty": (_("“%(key)s” is empty."), _("Write something or remove it.")),
    "not-allowed": (
        _("“%(key)s” may not be “%(value)s”."),
        _("Choose one of: %(allowed)s."),
    ),
    "bad-form": (
        _("“%(value)s” is no %(expected)s."),
        _("Write it like this: %(example)s."),
    ),
    "duplicate": (_("“%(value)s” is there twice."), _("Give each its own key.")),
    # references
    "no-such-pointer": (
        _("“%(value)s” is no place in application.schema.json."),
        _("Correct it or add the field to the schema."),
    ),
    "no-such-reference": (
        _("There is no %(what)s “%(value)s”."),
        _("Choose one of: %(allowed)s."),
    ),
    "wrong-template": (
        _("The letter “%(value)s” with %(template)s does not suit a step of kind “%(kind)s”."),
        _(
            "Use letters/decision.html for decisions, and only for them; to certify, also "
            "letters/certificate.html."
        ),
    ),
    "no-letter-for-outcome": (
        _("The outcome “%(value)s” has no letter."),
        _("Name it: letters = { %(value)s = “…” }."),
    ),
    "needs-value": (
        _("“co_signature_from” compares with a value, but the service names none."),
        _("Add value = with a pointer into the form or a money field of a step."),
    ),
    "lack-of-cooperation": (
        _("Only a refusal can be for lack of cooperation, but the step does not refuse."),
        _("Add “refuse” to outcomes, or remove lack_of_cooperation."),
    ),
    "no-answer-to-tell": (
        _("The field “%(value)s” has no options, so answered_when cannot name its values."),
        _("Make it a choice, or remove answered_when."),
    ),
    "no-discretion": (
        _("The step offers considerations (“%(value)s”) but names no norm that gives discretion."),
        _("Add discretion = “§ …”, or give the text another use."),
    ),
    "not-for-this-use": (
        _("“%(key)s” has a meaning only for a text with use = “%(use)s”."),
        _("Remove it or change the use."),
    ),
    "not-asked-for": (
        _("“%(key)s” has no meaning for a step of kind “%(kind)s”."),
        _("Remove it or change the kind."),
    ),
    "needed-for-kind": (
        _("A step of kind “%(kind)s” needs “%(key)s”."),
        _("Add it."),
    ),
    "no-options": (
        _("A choice needs at least two options."),
        _("Add them under options."),
    ),
    "options-not-asked-for": (_("Only a choice has options."), _("Remove them.")),
    "bad-default": (
        _("The default “%(value)s” does not suit the field."),
        _("Choose one of: %(allowed)s."),
    ),
    "unused": (
        _("Nothing uses this file."),
        _("Name it in a step or remove it."),
    ),
    # citations
    "no-law": (
        _("The step has no legal basis."),
        _("Add at least one [[steps.law]] with cite and why."),
    ),
    "citation": (
        _("“%(value)s” is no citation of one place in a law."),
        _("Write it like “§ 28 Abs. 2 Nr. 3 VwVfG”."),
    ),
    "unlisted-law": (
        _("“%(value)s” cites a law that is not listed."),
        _("Add it under [laws] or [local_laws]; listed: %(listed)s."),
    ),
    "wrong-regime": (
        _("“%(value)s” is cited, but this service follows %(regime)s."),
        _("Cite the provision of %(regime)s, or correct regime."),
    ),
    # the process
    "dangling": (
        _("“%(id)s” is not connected from the start to an end."),
        _("Connect or delete it."),
    ),
    "unbound-task": (
        _("“%(task)s” of the model waits for a person, but it has no step."),
        _("Add [[steps]] with task = “%(task)s”."),
    ),
    "unknown-task": (
        _("The model has nothing for a person to do at “%(task)s”."),
        _("Choose one of: %(allowed)s."),
    ),
    "awaited-needs-wait": (
        _("“%(task)s” waits for a message, but its step is of kind “%(kind)s”."),
        _("Set kind = “wait”: the step is completed by noting that the message came."),
    ),
    "no-default-flow": (
        _("The gateway “%(id)s” has no default flow."),
        _("Mark one outgoing flow as default, so that no case can get stuck."),
    ),
    "no-condition": (
        _("The flow “%(id)s” has no condition."),
        _("Give it one, or make it the default flow."),
    ),
    "unknown-variable": (
        _("The condition of “%(id)s” uses “%(name)s”, which no step before it asks for."),
        _("Add the field to an earlier step, or correct the name."),
    ),
    "variable-may-be-unset": (
        _("The condition of “%(id)s” uses “%(name)s”, but “%(task)s” can be passed by."),
        _("Ask for it in a step that every case passes before."),
    ),
    "variable-not-required": (
        _("The condition of “%(id)s” uses “%(name)s”, which may be left empty."),
        _("Set required = true for the field in the step “%(task)s”."),
    ),
    "unknown-value": (
        _("The condition of “%(id)s” compares “%(name)s” with “%(value)s”, no option of it."),
        _("Choose one of: %(allowed)s."),
    ),
    # the schema
    "schema": (
        _("The schema is no JSON Schema 2020-12: %(reason)s."),
        _("Correct the place named."),
    ),
    "schema-shape": (
        _("“%(place)s” must be %(expected)s."),
        _("Build the schema from sections (objects) with fields."),
    ),
    "schema-reference": (
        _("“%(value)s” leads out of the schema or nowhere."),
        _("Use only references that start with #/$defs/."),
    ),
    "no-title": (
        _("“%(place)s” has no title."),
        _("Add a German title; it is the label."),
    ),
    # texts
    "placeholder": (
        _("“%(value)s” is no placeholder."),
        _("Write it like {{ data.section.field }} or {{ case.received_on | date }}."),
    ),
    "unknown-placeholder": (
        _("The placeholder “%(value)s” cannot be filled."),
        _("Choose one of: %(allowed)s."),
    ),
    "unknown-filter": (
        _("The filter “%(value)s” does not exist."),
        _("Choose one of: %(allowed)s."),
    ),
    # samples
    "sample-invalid": (
        _("The sample does not match the schema at “%(place)s”: %(reason)s."),
        _("Correct the sample or the schema."),
    ),
    "sample-complete": (
        _("The sample is named incomplete, but nothing is missing."),
        _("Leave out a required document or field, or rename it."),
    ),
    "sample-incomplete": (
        _("The sample lacks the required document “%(value)s”."),
        _("Add it to documents, or name the file incomplete-….json."),
    ),
}
