package words

import (
	"tizbe/corpus"
	"tizbe/corpus/position"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// names gives the English message for every value that a reader may meet as a
// code: verdicts, reasons, rules, kinds. The codes themselves stand in JSON.
var names = map[string]string{
	// The verdict in one or two words.
	"verdict.eligible":       "eligible",
	"verdict.conditional":    "conditional",
	"verdict.excluded":       "excluded",
	"verdict.not_listed":     "not listed",
	"verdict.not_applicable": "not applicable",
	"verdict.undetermined":   "undetermined",

	// The same as a sentence.
	"sentence.eligible":       "the position is on the list, and no condition is open",
	"sentence.conditional":    "the position is on the list, but a condition is open",
	"sentence.excluded":       "the position is on the list, but the note takes this duty out of it",
	"sentence.not_listed":     "the list that governs that day does not name this position",
	"sentence.not_applicable": "the act does not govern the legal relations of that day",
	"sentence.undetermined":   "this cannot be decided from what is held",

	"reason.duty_not_given":             "the note takes some functional duties out of the list, and the duty was not given",
	"reason.qualifier_open":             "the list restricts the position by words that the question does not name",
	"reason.unit_needed":                "the position stands in several places, and the unit decides",
	"reason.title_reading":              "only a longer title ending in these words is listed; whether it is the same post is for the personnel documents to say",
	"reason.duty_excluded":              "the note excludes the duty given",
	"reason.beneficial_amendment_later": "a later amendment adds the position; look whether it was given force for earlier relations (Law on legal acts, art. 43)",
	"reason.provision_suspended":        "the provision that names it is suspended on that day",
	"reason.provision_not_in_force":     "the provision that names it comes into force later than the rest of the act",
	"reason.provision_expired":          "the provision that names it held for a time, which has passed",
	"reason.suspended_for_some":         "the provision that names it is suspended on that day, but only for those, or in the part, that the suspension names",
	"reason.before_application":         "the day lies before the first day of the legal relations that the act governs",
	"reason.not_yet_adopted":            "the act had not been adopted yet",
	"reason.not_yet_in_force":           "the act had not come into force yet",
	"reason.repealed":                   "the act had been repealed",
	"reason.expired":                    "the act held for a time, which has passed",
	"reason.suspended":                  "the act is suspended on that day",
	"reason.revisions_differ":           "the revisions that may govern that day give different answers",
	"reason.entry_into_force_unknown":   "the day from which an act governs is not known, and it decides",
	"reason.end_unknown":                "the day on which a temporary act or amendment ends is not known, and it decides",
	"reason.text_not_held":              "the text of a revision that may govern is not held",
	"reason.sources_disagree":           "the sources publish different texts of the provision",
	"reason.unit_not_recognised":        "the unit was not recognised",

	"rule.exact":         "word for word",
	"rule.folded":        "by the same words, however they were typed",
	"rule.alternative":   "as one of the positions that the line names",
	"rule.all_titles":    "by “барлық атаудағы” (of all titles)",
	"rule.title_reading": "as the end of a longer title",
	"rule.glossary":      "through the unofficial glossary",
	"rule.typo":          "with a typing error corrected",

	"unit.equal":        "the unit is the heading",
	"unit.service":      "the unit is one of the services that the heading names",
	"unit.tail":         "the heading ends with the unit",
	"unit.abbreviation": "the unit is the heading by its abbreviation",
	"unit.class_member": "the unit is a member of the class that the heading names",

	"event.adoption":   "adoption",
	"event.amendment":  "amendment",
	"event.correction": "correction",
	"event.suspension": "suspension",
	"event.repeal":     "repeal",
	"event.expiry":     "end of its term",

	"op.insert":        "insert",
	"op.replace":       "new wording",
	"op.delete":        "delete",
	"op.replace_words": "replace words",
	"op.insert_words":  "insert words",
	"op.delete_words":  "delete words",
	"op.replace_annex": "replace the annex",
	"op.repeal":        "repeal",
	"op.suspend":       "suspend",
	"op.no_op":         "no change of this text",

	"change.added":   "added",
	"change.removed": "removed",
	"change.changed": "changed",
	"change.moved":   "moved",

	"repair.hard_wrap":         "a paragraph broken over lines",
	"repair.page_break":        "a page break inside a paragraph",
	"repair.displaced_link":    "link words displaced to the end of the line",
	"repair.split_punctuation": "a space before or after punctuation",

	"part.position": "position",
	"part.unit":     "unit",
	"part.duty":     "duty",

	"fact.published":    "first official publication",
	"fact.in_force":     "entry into force",
	"fact.applies_from": "first day of the relations governed",
	"fact.ends":         "first day out of force",
}

// name says a code; one without a name, which the test of the catalogue
// forbids, is shown as it is.
func (p *Printer) name(kind, code string) string {
	if code == "" {
		return ""
	}
	if key, ok := names[kind+"."+code]; ok {
		return p.T(key)
	}
	return code
}

// Verdict names the verdict in one or two words.
func (p *Printer) Verdict(v eligibility.Verdict) string { return p.name("verdict", string(v)) }

// Sentence says the verdict as a sentence without a full stop.
func (p *Printer) Sentence(v eligibility.Verdict) string { return p.name("sentence", string(v)) }

// Reason says the reason as a sentence without a full stop.
func (p *Printer) Reason(r eligibility.Reason) string { return p.name("reason", string(r)) }

// Rule says how an entry was reached.
func (p *Printer) Rule(r eligibility.Rule) string { return p.name("rule", string(r)) }

// UnitRule says how a unit was recognised.
func (p *Printer) UnitRule(r position.UnitRule) string { return p.name("unit", string(r)) }

// EventKind names what happened to an act.
func (p *Printer) EventKind(k versioning.EventKind) string { return p.name("event", string(k)) }

// Suspension says for how long, and for whom, a provision is suspended.
func (p *Printer) Suspension(x versioning.Pause) string {
	out := p.T("suspended")
	switch {
	case x.Unsure && x.NotYet:
		out = p.T("perhaps not in force yet")
	case x.Unsure:
		out = p.T("perhaps no longer in force")
	case x.NotYet:
		out = p.T("not in force before %[1]s", x.Until.AddDays(1))
	case x.Ended:
		out = p.T("no longer in force from %[1]s", x.Since)
	case !x.Since.IsZero() && !x.Until.IsZero():
		out = p.T("suspended from %[1]s until %[2]s", x.Since, x.Until)
	case !x.Since.IsZero():
		out = p.T("suspended from %[1]s", x.Since)
	case !x.Until.IsZero():
		out = p.T("suspended until %[1]s", x.Until)
	}
	if x.For != "" {
		out += "; " + p.T("only: %[1]s", x.For)
	}
	return out
}

// Op names an operation.
func (p *Printer) Op(o versioning.Op) string { return p.name("op", string(o)) }

// Change names how a provision differs.
func (p *Printer) Change(c versioning.ChangeKind) string { return p.name("change", string(c)) }

// Repair names what the reader mended.
func (p *Printer) Repair(k corpus.RepairKind) string { return p.name("repair", string(k)) }

// Part names a part of a question: position, unit or duty.
func (p *Printer) Part(part string) string { return p.name("part", part) }

// FactField names the date that a fact is about.
func (p *Printer) FactField(f versioning.FactField) string { return p.name("fact", string(f)) }

// FactOf names the act, or the part of it, that a fact is about, by its number.
func (p *Printer) FactOf(f versioning.Fact) string {
	n := f.Act.Number()
	if len(f.Parts) > 0 {
		n += " (" + p.Parts(f.Parts) + ")"
	}
	return n
}
