// Package editorial reads the notes that the publishers of consolidated text
// set into it: Ескерту, Сноска, ЗҚАИ-ның ескертпесі!, Примечание ИЗПИ!, and
// the words that stand in the place of a provision that is gone ("4. Алып
// тасталды - ҚР Үкіметінің 13.04.2023 № 301 … қаулысымен").
//
// A note says which provision was touched, what was done to it, by which acts,
// and in a bracket when each of them came into force:
//
//	Ескерту. Тізбеге өзгерістер енгізілді - ҚР Үкіметінің 29.01.2026 № 48 (қол қойылған күнінен бастап
//	         ╰target╯╰─────what was done─╯   ╰─issuer──╯ ╰──the act────╯  ╰──────────the entry clause──
//	қолданысқа енгізіледі) қаулыларымен.
//	─────────────────────╯ ╰─its kind──╯
//
// In Kazakh the kind of act follows its date and number, in Russian it goes
// before. One note may say several things of one provision ("в редакции
// постановления …; с изменением, внесенным постановлением …"), so that what
// was done is kept with each act.
//
// A note is the publisher's word and not the law. What cannot be read stays
// unread and is said to be so: a note without a recognised statement has the
// kind [Unread], an act whose kind, date or number is not stated has no
// identifier.
package editorial

import (
	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/enactment"
	"tizbe/corpus/numerals"
)

// A Kind says what a note reports.
type Kind string

// The kinds of note.
const (
	Changed      Kind = "changed"      // өзгерістер енгізілді; с изменениями, внесенными …
	Supplemented Kind = "supplemented" // толықтырылды; дополнен
	NewWording   Kind = "new_wording"  // жаңа редакцияда; в редакции
	Deleted      Kind = "deleted"      // алып тасталды; исключен
	Repealed     Kind = "repealed"     // күші жойылды; утратил силу
	Suspended    Kind = "suspended"    // қолданысы тоқтатыла тұрды; действие приостановлено
	Expired      Kind = "expired"      // … дейін қолданыста болды; действовал до …
	Planned      Kind = "planned"      // өзгеріс енгізу көзделген; предусматривается изменение: the text does not show it yet
	Entry        Kind = "entry"        // only how the act or a provision comes into force
	Unread       Kind = "unread"
)

// A Note is one note as read.
type Note struct {
	Text string // verbatim
	Lang corpus.Lang
	Kind Kind // of the first statement
	// Tombstone: the words stand in the place of the provision that they are
	// about; Num is its number.
	Tombstone bool
	Num       string
	Target    Target
	Acts      []Act
	// Clause is the entry rule of a note of kind [Entry].
	Clause enactment.Clause
}

// A Target is what a note says it is about.
type Target struct {
	// Text names it, verbatim; "" where the note is about what it stands at.
	Text string
	// Document: the target is, or lies in, the document that the act approved
	// (тізбе, қағидалар, перечень, правила, приложение).
	Document bool
	Refs     []citation.Ref
	// Added are the parts that the provision was supplemented by (дополнен
	// пунктом 3-1), where they are named.
	Added []citation.Ref
	// Partly: some words of the target were not understood.
	Partly bool
}

// An Act is an act that a note names.
type Act struct {
	Do Kind // what it did
	// ID identifies the act; "" where its kind is not stated or its number has
	// no place in an identifier.
	ID      corpus.ActID
	Subtype string // "resolution", "law", "order" …, or ""
	Issuer  string // as the note has it, abbreviated: "ҚР Үкіметінің"
	Date    corpus.Date
	Number  string // as the note has it
	// Clause is what the bracket says, verbatim, without the bracket; Entry is
	// its reading. Both are empty where the note has no bracket for the act.
	Clause string
	Entry  enactment.Clause
	// Term is the time of a suspension that the note states; a term that cannot
	// be read leaves the note's target partly understood.
	Term numerals.Term
	// For says, verbatim, for whom alone, or in what part, it is suspended.
	For string
}

// Placed is a note with the provision at which it stands: the one that it
// follows, or, for a tombstone, the provision itself.
type Placed struct {
	EID string
	Note
}
