package versioning

import (
	"tizbe/corpus"
	"tizbe/corpus/enactment"
)

// An EventKind says what happened to an act.
type EventKind string

// The kinds of event.
const (
	Adoption   EventKind = "adoption"   // қабылдау
	Amendment  EventKind = "amendment"  // өзгерістер мен толықтырулар енгізу
	Correction EventKind = "correction" // ресми түзету: an official correction of a misprint
	Suspension EventKind = "suspension" // қолданысын тоқтата тұру
	Repeal     EventKind = "repeal"     // күші жойылды деп тану
	Expiry     EventKind = "expiry"     // қолданылу мерзімінің өтуі: a temporary act, or amendment, no longer holds by its own words
)

// An Event is what happened to an act on one occasion: its adoption, or one
// amending act's effect on it. An amending act whose parts come into force on
// different days is held as one event for each day where that is known of its
// parts.
type Event struct {
	// ID names the event within its act: the date of adoption, with "/" and
	// the number of the amending act where two share a date.
	ID      string
	Act     corpus.ActID // the act it happens to
	By      corpus.ActID // the act that does it; Act itself for the adoption
	Kind    EventKind
	Adopted corpus.Date

	// Published bounds the day of first official publication; its zero value
	// says that nothing is known of it.
	Published corpus.Bounds
	// Clause is the entry-into-force and application clause, verbatim, from
	// the act itself or from an editorial note; ClauseLang its language.
	// Empty: no clause is held, unless Silent says that the whole text is held
	// and has none.
	Clause     string      `codec:",omitempty"`
	ClauseLang corpus.Lang `codec:",omitempty"`
	Silent     bool        `codec:",omitempty"`
	// Parts are the provisions of the amending act that this event comes from,
	// where its entry clause gives them a day of their own: their eIds, as the
	// exceptions of the clause have them. Empty for the rest of the act.
	Parts []string `codec:",omitempty"`
	// Read is the clause as [Event.ForPage] reads it, for a page, which is
	// built without the reader of clauses; nil elsewhere.
	Read *enactment.Clause `codec:"-" json:"-"`
	// Restated is, for a page too, until when the act holds as this event words
	// its clause anew; nil elsewhere, and where it does not.
	Restated *enactment.End `codec:"-" json:"-"`
	// Doubt is, for a page too, what may have moved the end that the event
	// states; nil elsewhere, and where nothing has.
	Doubt *EndDoubt `codec:"-" json:"-"`
	// InForce is the first day in force as a source states it that publishes
	// whole texts by day, and not the acts that changed them; nil elsewhere.
	InForce    *corpus.Date  `codec:",omitempty"`
	Source     corpus.Words  `codec:",omitempty"` // where the facts of this event come from
	Basis      corpus.Words  `codec:",omitempty"` // why they are taken to be so
	Observed   []Observation `codec:",omitempty"`
	Operations []Operation   `codec:",omitempty"`
	Disputes   []Dispute     `codec:",omitempty"`
	TextHeld   bool          // the operations are known, so that the text can be computed across this event
	Remark     corpus.Words  `codec:",omitempty"` // how the operations were established

	ends *Event // of kind Expiry: see [Event.Ends]
}

// An EndDoubt is an act that changes an amending act, and may so have moved the
// day on which that ends. The days bound the end; a zero NotAfter does not.
type EndDoubt struct {
	By                  corpus.ActID
	NotBefore, NotAfter corpus.Date
}

// An Observation is somebody's sight of the act's text as current on a day,
// in a wording that only the event explains. It bounds the event's entry into
// force from above. That a source does not show a wording proves nothing:
// portals lag.
type Observation struct {
	On     corpus.Date
	Source corpus.Words
}

// A Dispute records that sources publish different texts of what the event
// did. The first reading is the one shown where a single text is needed.
type Dispute struct {
	ID       string // unique within the act
	EIDs     []string
	Basis    corpus.Words
	Readings []Reading
}

// A Reading is one source's text of a disputed event.
type Reading struct {
	Source     string // short name, unique within the dispute: "adilet"
	Title      corpus.Words
	Operations []Operation
}

// A FactField says which date of an act a recorded fact is about.
type FactField string

// The dates that a fact can settle.
const (
	FactPublished   FactField = "published"
	FactInForce     FactField = "in_force"
	FactAppliesFrom FactField = "applies_from"
	FactEnds        FactField = "ends" // the first day on which it no longer holds
)

// A Fact is a date learnt later: of first official publication, of entry into
// force, the first day of the relations governed, or of the end. Act is the
// act whose date it is, which for an amendment is the amending act.
type Fact struct {
	Act corpus.ActID
	// Parts are the provisions whose date it is, as [Event.Parts] or an
	// [OwnDay] has them, where they have one of their own; empty for the act.
	Parts []string `codec:",omitempty"`
	Field FactField
	Date  corpus.Date
	Basis corpus.Words
}

// Held is a text of an act that is stored whole.
type Held struct {
	Act      corpus.ActID
	Lang     corpus.Lang
	Events   []string          // IDs of the events whose text it is, in order of adoption
	Readings map[string]string `codec:",omitempty"` // dispute ID → source whose reading the text shows; absent: the first
	Root     *corpus.Provision `codec:"-"`          // stored apart, by content
	Raw      []byte            `codec:"-"`          // the source byte for byte, stored apart
	RawName  string            // the file's name
	Source   corpus.Words      `codec:",omitempty"`
	Observed corpus.Date       // the day it was seen as current
	Repairs  []corpus.Repair   `codec:",omitempty"`
	RootSum  corpus.Sum
	RawSum   corpus.Sum
	// Load and LoadRaw give Root and Raw where there are too many texts to have
	// them all at hand; nil elsewhere.
	Load    func() (*corpus.Provision, error) `codec:"-" json:"-"`
	LoadRaw func() ([]byte, error)            `codec:"-" json:"-"`
}

// An ActRecord introduces an act.
type ActRecord struct {
	ID     corpus.ActID
	Title  corpus.Words
	Issuer corpus.Words `codec:",omitempty"`
	// Decisions is the reviewed reading of its list items, in the format of
	// package position, or empty.
	Decisions     []byte `codec:",omitempty"`
	DecisionsName string `codec:",omitempty"`
}

// An AmendingText is an amending act that was compiled: its source, and what
// of it could not be applied, so that nothing of it is lost.
type AmendingText struct {
	ID        corpus.ActID
	Lang      corpus.Lang
	Title     corpus.Words
	Published corpus.Date
	Raw       []byte `codec:"-"` // the source byte for byte, stored apart
	RawName   string
	RawSum    corpus.Sum
	// Pending are its clauses on acts that are not held; they are compiled
	// when the act is.
	Pending []PendingEffect `codec:",omitempty"`
	// Left are paragraphs that were not understood and clauses that did not
	// fit the text, left out on request.
	Left []LeftOut `codec:",omitempty"`
}

// A PendingEffect is a clause on an act that is not held.
type PendingEffect struct {
	Act      corpus.ActID // "" where the text does not identify it
	ActTitle string
	Op       Op
	Line     int
	Text     string
}

// A LeftOut is a paragraph of an amending act that was not applied.
type LeftOut struct {
	Line   int
	Text   string
	Reason string // in English; "" for a paragraph that was not understood
	// Why is the reason as the catalogue can say it; zero in older records.
	Why corpus.Phrase `codec:",omitempty"`
}
