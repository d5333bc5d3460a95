package corpus

import "fmt"

// A Lang is a language of texts and answers, as ISO 639-1 writes it.
type Lang string

// The languages of the project. Acts are held in Kazakh or Russian; the words
// around an answer exist in all three.
const (
	Kazakh  Lang = "kk"
	Russian Lang = "ru"
	English Lang = "en"
)

// AKN returns the three-letter code (ISO 639-2) that Akoma Ntoso expression
// identifiers use.
func (l Lang) AKN() string {
	switch l {
	case Kazakh:
		return "kaz"
	case Russian:
		return "rus"
	case English:
		return "eng"
	}
	return "und"
}

// Words is a text written by hand in several languages, as the seeds hold
// the basis of a fact. A text that its author gave in one language only is
// stored under the empty language and shown as it is in each.
type Words map[Lang]string

// Plain returns text in its author's own words, the same in every language.
func Plain(s string) Words { return Words{"": s} }

// In returns the text in language l, else as its author wrote it, else in
// Kazakh, Russian or English, whichever exists first.
func (w Words) In(l Lang) string {
	for _, k := range [...]Lang{l, "", Kazakh, Russian, English} {
		if s, ok := w[k]; ok {
			return s
		}
	}
	return ""
}

// A Phrase is something to be said to a person, kept apart from the language
// it is said in: either a message key with arguments, which the catalogue of
// the program that shows it puts into words, or words written by hand. The
// key is the English format string, with %[1]s, %[2]s … for the arguments.
// Arguments are strings that read the same in every language: dates, act
// numbers, quotations.
type Phrase struct {
	Key   string   `codec:",omitempty"`
	Args  []string `codec:",omitempty"`
	Words Words    `codec:",omitempty"`
}

// Say returns a phrase from the message key and arguments.
func Say(key string, args ...any) Phrase {
	p := Phrase{Key: key}
	for _, a := range args {
		p.Args = append(p.Args, fmt.Sprint(a))
	}
	return p
}

// Quote returns the phrase that consists of words written by hand.
func Quote(w Words) Phrase { return Phrase{Words: w} }

// IsZero reports whether nothing is said.
func (p Phrase) IsZero() bool { return p.Key == "" && len(p.Words) == 0 }
