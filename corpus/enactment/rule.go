// Package enactment reads the formulas by which an act says when it comes into
// force (қолданысқа енгізілу) and which legal relations it governs, in Kazakh
// and in Russian, from the act's own point or from the bracket of a
// publisher's note.
//
// The law behind it is the Law of the Republic of Kazakhstan of 6 April 2016
// № 480-V "On legal acts": art. 42 (3) on the day an act is brought into
// force, art. 42 (4) on other days for parts of it, art. 43 on retroactivity.
// That law keeps two things apart: an act enters into legal force when it is
// signed or registered (күшіне ену, вступление в силу, art. 42 (1)) and is
// brought into force later (қолданысқа енгізу, введение в действие). What
// governs people is the second; older acts use the first verb for both. Where
// a clause has both, the second is read.
//
// # From the formula to the day
//
// "После дня официального опубликования … по истечении десяти календарных
// дней" is read as practice reads it: the day of publication does not count,
// ten whole days pass, and the act is in force on the next. Published on
// 26.09.2025, N = 10: 07.10.2025, that is P + N + 1. Where the wording allows
// the day before as well ("со дня истечения …", "… күнінен бастап … өткен
// соң"), the result is a bound of two days, not a date.
//
// A wording that is not understood whole is [Unreadable]; it never becomes a
// date.
package enactment

import (
	"slices"

	"tizbe/corpus"
)

// A Kind says how the first day in force is found.
type Kind string

// The kinds of rule.
const (
	// Signing: the day of adoption (қол қойылған күнінен бастап, со дня
	// подписания).
	Signing Kind = "signing"
	// AfterSigning: N units after the day of adoption, and the next day.
	AfterSigning Kind = "after_signing"
	// Registration: the day of state registration with the bodies of justice
	// (әділет органдарында мемлекеттік тіркелген күнінен бастап, со дня
	// государственной регистрации): Date, where the heading of the act says it.
	Registration Kind = "registration"
	// Publication: the day of first official publication (алғашқы ресми
	// жарияланған күнінен бастап, со дня первого официального опубликования).
	Publication Kind = "publication"
	// AfterPublication: N units pass after the day of publication; the next
	// day is the first in force. N may be 0: the day after publication.
	AfterPublication Kind = "after_publication"
	// AfterPublicationAmbiguous: the wording leaves open whether the day on
	// which the term ends is the first in force, or the next one.
	AfterPublicationAmbiguous Kind = "after_publication_ambiguous"
	// OnDate: a date, even one before adoption.
	OnDate Kind = "on_date"
	// SeePoint: a note that only says where the clause stands (қолданысқа
	// енгізілу тәртібін 2-тармақтан қараңыз, порядок введения в действие см.
	// ст. 67).
	SeePoint Kind = "see"
	// Silent: the act has no clause; N units after publication by law.
	Silent Kind = "silent"
	// Unreadable: there is a clause that was not understood, or none that is
	// known.
	Unreadable Kind = "unreadable"
)

// A Unit is what a term is counted in.
type Unit string

// The units of terms. Weeks are read as days.
const (
	Days   Unit = "days"
	Months Unit = "months"
	Years  Unit = "years"
)

// A Rule says how the first day in force is computed.
type Rule struct {
	Kind Kind
	N    int
	Unit Unit // of N; "" where the rule has no term
	Date corpus.Date
	// See names the provision that has the clause, in the language of the
	// note: "2-тармақ", "статья 67".
	See string
	// Text is the formula verbatim.
	Text string
}

// What the bases say, as message keys. Their arguments are dates (a day of
// publication that is not known stands as its bounds, "2025-09-24…"), numbers
// and quotations.
const (
	MsgSigning            = "on the day of signing"
	MsgAfterSigningDays   = "%[1]s days pass after the day of signing; in force on the next"
	MsgAfterSigningMonths = "%[1]s months pass after the day of signing; in force on the next day"
	MsgAfterSigningYears  = "%[1]s years pass after the day of signing; in force on the next day"
	MsgRegistration       = "on the day of state registration, which is not known"
	MsgRegistered         = "on the day of state registration: %[1]s"
	MsgPublication        = "on the day of first official publication (%[1]s)"
	MsgNextDay            = "on the day after first official publication (%[1]s)"
	MsgAfterDays          = "%[1]s days pass after the day of first official publication (%[2]s); in force on the next"
	MsgAfterMonths        = "%[1]s months pass after the day of first official publication (%[2]s); in force on the next day"
	MsgAfterYears         = "%[1]s years pass after the day of first official publication (%[2]s); in force on the next day"
	MsgAmbiguousDays      = "%[1]s days from first official publication (%[2]s): the wording leaves open whether the last of them or the next day"
	MsgAmbiguousMonths    = "%[1]s months from first official publication (%[2]s): the wording leaves open whether their last day or the next"
	MsgAmbiguousYears     = "%[1]s years from first official publication (%[2]s): the wording leaves open whether their last day or the next"
	MsgAmbiguousNext      = "after first official publication (%[1]s): the wording leaves open whether on that day or the next"
	MsgOnDate             = "on the date that the act names: %[1]s"
	MsgSee                = "the entry rule stands in another provision of the act: %[1]s"
	MsgSilent             = "the act is silent: %[1]s days pass after the day of first official publication (%[2]s); in force on the next (Law on legal acts, art. 42 (3))"
	MsgUnreadable         = "the entry rule is not understood: “%[1]s”"
	MsgNoRule             = "no entry rule is known"
)

// Phrases lists every message key of this package, so that a catalogue can be
// checked for completeness.
var Phrases = []string{MsgSigning, MsgAfterSigningDays, MsgAfterSigningMonths, MsgAfterSigningYears, MsgRegistration, MsgRegistered, MsgPublication, MsgNextDay, MsgAfterDays, MsgAfterMonths, MsgAfterYears,
	MsgAmbiguousDays, MsgAmbiguousMonths, MsgAmbiguousYears, MsgAmbiguousNext, MsgOnDate, MsgSee, MsgSilent, MsgUnreadable, MsgNoRule,
	MsgUntilFirst, MsgUntilOpen, MsgThrough, MsgEndsFrom, MsgTermEntry, MsgTermPublic, MsgTermSigning, MsgEndNotRead}

// InForce returns what is known of the first day in force of an act adopted
// on the given day, which may be zero for not known. An act is not published
// before it is adopted, so an unknown publication bounds the day from below.
// An unknown rule gives open bounds: what is presumed then is not decided
// here. Bounds on publication that contradict the adoption give empty bounds.
func (r Rule) InForce(adopted corpus.Date, published corpus.Bounds) corpus.Bounds {
	p := published.Intersect(corpus.Bounds{NotBefore: adopted})
	day := func(d corpus.Date) corpus.Date { return later(d, r.N, r.Unit) }
	unit := func(days, months, years string) string {
		switch r.Unit {
		case Months:
			return months
		case Years:
			return years
		}
		return days
	}
	switch r.Kind {
	case Signing:
		return corpus.Exactly(adopted, corpus.Say(MsgSigning))
	case AfterSigning:
		return corpus.Exactly(day(adopted).AddDays(1), corpus.Say(unit(MsgAfterSigningDays, MsgAfterSigningMonths, MsgAfterSigningYears), r.N))
	case Registration:
		if !r.Date.IsZero() {
			return corpus.Exactly(r.Date, corpus.Say(MsgRegistered, r.Date))
		}
		// What is not adopted is not registered.
		return corpus.Bounds{NotBefore: adopted, Basis: corpus.Say(MsgRegistration)}
	case Publication:
		p.Basis = corpus.Say(MsgPublication, known(p))
		return p
	case AfterPublication, Silent:
		basis := corpus.Say(unit(MsgAfterDays, MsgAfterMonths, MsgAfterYears), r.N, known(p))
		switch {
		case r.Kind == Silent:
			basis = corpus.Say(MsgSilent, r.N, known(p))
		case r.N == 0:
			basis = corpus.Say(MsgNextDay, known(p))
		}
		return corpus.Bounds{NotBefore: day(p.NotBefore).AddDays(1), NotAfter: day(p.NotAfter).AddDays(1), Basis: basis}
	case AfterPublicationAmbiguous:
		basis := corpus.Say(unit(MsgAmbiguousDays, MsgAmbiguousMonths, MsgAmbiguousYears), r.N, known(p))
		if r.N == 0 {
			basis = corpus.Say(MsgAmbiguousNext, known(p))
		}
		return corpus.Bounds{NotBefore: day(p.NotBefore), NotAfter: day(p.NotAfter).AddDays(1), Basis: basis}
	case OnDate:
		return corpus.Exactly(r.Date, corpus.Say(MsgOnDate, r.Date))
	case SeePoint:
		return corpus.Bounds{Basis: corpus.Say(MsgSee, r.See)}
	case Unreadable:
		if r.Text != "" {
			return corpus.Bounds{Basis: corpus.Say(MsgUnreadable, r.Text)}
		}
	}
	return corpus.Bounds{Basis: corpus.Say(MsgNoRule)}
}

// registered returns the rule with the day of registration, where it counts
// from that.
func (r Rule) registered(on corpus.Date) Rule {
	if r.Kind == Registration {
		r.Date = on
	}
	return r
}

// known writes what is known of the day of publication.
func known(b corpus.Bounds) string {
	if d, exact := b.Exact(); exact {
		return d.String()
	}
	return b.NotBefore.String() + "…" + b.NotAfter.String()
}

// SilentDefault returns the rule for a normative act of the subtype that says
// nothing of its entry into force: by art. 42 (3) of the Law on legal acts
// ten calendar days pass after the day of first official publication. So it
// is for laws, decrees, government resolutions, orders of ministers and
// decisions of local bodies. The same article has another rule for
// resolutions of the Parliament, the Supreme Court and the Constitutional
// Council, which the subtype does not show: ask for those with subtype "".
func SilentDefault(subtype string) Rule {
	switch subtype {
	case "resolution", "law", "code", "decree", "order", "decision":
		return Rule{Kind: Silent, N: 10, Unit: Days}
	}
	return Rule{Kind: Unreadable}
}

// A Clause is what an act says of its entry into force and application.
type Clause struct {
	Entry      Rule
	Applies    Application
	Exceptions []Exception
	// MustPublish: the act is to be published officially (ресми жариялануға
	// тиіс, подлежит официальному опубликованию).
	MustPublish bool
	// Ends says until when a temporary act holds.
	Ends End
	// Silent: the act says until when it holds, which relations it governs or
	// that it is to be published, and nothing of its entry into force: see
	// [Clause.Rule].
	Silent bool
	// Text is the clause verbatim.
	Text string
}

// An Exception gives parts of the act a day of their own (art. 42 (4)).
type Exception struct {
	// Provisions are the parts as eIds ("point_3__subpoint_2"), where they can
	// be read.
	Provisions []string
	Text       string // the words that name them
	Entry      Rule
	Applies    Application
	Ends       End // the act's own where nothing else is said of the parts
}

// Rule returns the rule of entry, of an act of the subtype: that of the law
// where the clause says nothing of it.
func (c Clause) Rule(subtype string) Rule {
	if c.Silent {
		return SilentDefault(subtype)
	}
	return c.Entry
}

// For returns the clause as it stands for parts of the act that have a day of
// their own: the rule, the application and the end of the exception that names exactly
// these provisions. Without provisions it is the clause itself; an exception
// that is not there leaves the entry unreadable.
func (c Clause) For(provisions []string) Clause {
	if len(provisions) == 0 {
		return c
	}
	c.Entry, c.Applies, c.Ends = Rule{Kind: Unreadable, Text: c.Text}, Application{}, End{}
	for _, e := range c.Exceptions {
		if slices.Equal(e.Provisions, provisions) {
			c.Entry, c.Applies, c.Ends = e.Entry, e.Applies, e.Ends
		}
	}
	return c
}

// An Application is the day of the first legal relations that are governed
// (… бастап туындаған құқықтық қатынастарға қолданылады). Stated with a zero
// From: the act reaches back, but not readably to which day.
type Application struct {
	From   corpus.Date
	Stated bool
	Text   string
}
