// Package enactment reads the clauses by which an act of Kazakhstan says from
// when it is in force (қолданысқа енгізілу) and to which legal relations it
// applies, in Kazakh and Russian, and computes days from them.
//
// The rules are those of the Law of the Republic of Kazakhstan of 6 April
// 2016 № 480-V "On legal acts", art. 42 (entry into force) and art. 43
// (effect in time). A term of N days "after" the day of publication is
// counted from the next day, and the act is in force once the term has run
// out: published on 26.09.2025 with N = 10, days 1 to 10 of the term are 27.09
// to 06.10, and the first day in force is 07.10.2025.
//
// A clause that is not understood as a whole is [Unreadable]: its words are
// kept and no day follows from it.
package enactment

import (
	"tizbe/corpus"
)

// A Kind says what the first day in force is counted from.
type Kind string

// The kinds of rule. P is the day of first official publication.
const (
	// Signing: the day of signing (қол қойылған күнінен бастап).
	Signing Kind = "signing"
	// Publication: the day P itself (алғашқы ресми жарияланған күнінен бастап).
	Publication Kind = "publication"
	// AfterPublication: after N days, P + N + 1; after N months or years, the
	// corresponding day of the last month plus one.
	AfterPublication Kind = "after_publication"
	// AfterPublicationAmbiguous: older wordings (күнінен бастап … өткен соң,
	// со дня истечения …) that may be read as one day less.
	AfterPublicationAmbiguous Kind = "after_publication_ambiguous"
	// OnDate: a calendar date, which may lie before the adoption.
	OnDate Kind = "on_date"
	// SeePoint: the clause stands elsewhere (… 2-тармақтан қараңыз).
	SeePoint Kind = "see"
	// Silent: the act says nothing and the law's default applies.
	Silent Kind = "silent"
	// Unreadable: not understood; nothing follows.
	Unreadable Kind = "unreadable"
)

// A Unit is what a term is counted in.
type Unit string

// The units of terms.
const (
	Days   Unit = "days"
	Months Unit = "months"
	Years  Unit = "years"
)

// A Rule says how the first day in force is computed.
type Rule struct {
	Kind Kind
	N    int  // length of the term
	Unit Unit // "" is Days
	Date corpus.Date
	See  string // where the clause stands: "2-тармақ"
	Text string // the formula, verbatim
}

// An Application says from which day on the legal relations arose that the
// act governs. Where Stated is true and From is zero, the act says something
// about it that could not be read.
type Application struct {
	From   corpus.Date
	Stated bool
	Text   string
}

// An Exception gives some provisions of the act dates of their own.
type Exception struct {
	Provisions []string // eIds in the act: point_2, point_3__subpoint_1; empty where not readable
	Text       string   // the words that name them
	Entry      Rule
	Applies    Application
}

// A Clause is what one entry-into-force clause says.
type Clause struct {
	Entry       Rule
	Applies     Application
	Exceptions  []Exception
	MustPublish bool // the act is to be officially published, without bearing on its dates
	Text        string
}

// Messages of this package, as keys of the catalogue of whoever shows them.
const (
	MsgSigning        = "on the day of signing: “%[1]s”"
	MsgPublication    = "on the day of first official publication: “%[1]s”"
	MsgAfterDays      = "the day of first official publication + %[2]s days, then the next day: “%[1]s”"
	MsgAfterMonths    = "%[2]s months after the day of first official publication, then the next day: “%[1]s”"
	MsgAfterAmbiguous = "the older wording allows two readings, %[2]s days after publication or the day after that: “%[1]s”"
	MsgOnDate         = "from the date stated: “%[1]s”"
	MsgSee            = "the clause stands elsewhere: “%[1]s”"
	MsgSilent         = "the act is silent: ten days after its first official publication, then the next day (Law on legal acts, art. 42)"
	MsgUnreadable     = "the clause could not be read: “%[1]s”"
)

// Phrases lists every message key of this package.
var Phrases = []string{MsgSigning, MsgPublication, MsgAfterDays, MsgAfterMonths, MsgAfterAmbiguous, MsgOnDate, MsgSee, MsgSilent, MsgUnreadable}

// SilentDefault returns the rule for an act that says nothing of its entry
// into force (Law on legal acts, art. 42): a government resolution is in
// force after ten calendar days from its first official publication. For
// other kinds of act no default is recorded here, and the rule is Unreadable.
func SilentDefault(subtype string) Rule {
	if subtype == "resolution" {
		return Rule{Kind: Silent, N: 10, Unit: Days}
	}
	return Rule{Kind: Unreadable}
}

// InForce returns the bounds of the first day in force. Where the day of
// publication is open, so is the result, on the same side; an act is not
// published before it is adopted. A rule from which no day follows gives
// bounds that are open on both sides.
func (r Rule) InForce(adopted corpus.Date, published corpus.Bounds) corpus.Bounds {
	p := published.Intersect(corpus.Bounds{NotBefore: adopted})
	shift := func(b corpus.Bounds, n int, unit Unit) corpus.Bounds {
		switch unit {
		case Months, Years:
			if unit == Years {
				n *= 12
			}
			b.NotBefore, b.NotAfter = b.NotBefore.AddMonths(n), b.NotAfter.AddMonths(n)
		default:
			b = b.AddDays(n)
		}
		return b
	}
	var b corpus.Bounds
	switch r.Kind {
	case Signing:
		return corpus.Exactly(adopted, corpus.Say(MsgSigning, r.Text))
	case OnDate:
		return corpus.Exactly(r.Date, corpus.Say(MsgOnDate, r.Text))
	case Publication:
		b = corpus.Bounds{NotBefore: p.NotBefore, NotAfter: p.NotAfter, Basis: corpus.Say(MsgPublication, r.Text)}
	case AfterPublication:
		b = shift(p, r.N, r.Unit).AddDays(1)
		b.Basis = corpus.Say(MsgAfterDays, r.Text, r.N)
		if r.Unit == Months || r.Unit == Years {
			n := r.N
			if r.Unit == Years {
				n *= 12
			}
			b.Basis = corpus.Say(MsgAfterMonths, r.Text, n)
		}
	case AfterPublicationAmbiguous:
		b = shift(p, r.N, r.Unit)
		b.NotAfter = b.NotAfter.AddDays(1)
		b.Basis = corpus.Say(MsgAfterAmbiguous, r.Text, r.N)
	case Silent:
		b = p.AddDays(r.N + 1)
		b.Basis = corpus.Say(MsgSilent)
	case SeePoint:
		b.Basis = corpus.Say(MsgSee, r.Text)
	default:
		b.Basis = corpus.Say(MsgUnreadable, r.Text)
	}
	return b
}
