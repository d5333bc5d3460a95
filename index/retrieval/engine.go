package retrieval

import (
	"sync"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
	"tizbe/versioning"
)

// An Engine answers questions about the acts of a base. Its methods may be
// called from several goroutines, but answer one at a time.
type Engine struct {
	finder    Finder
	translate func(string) []glossary.Reading
	behind    bool

	mu    sync.Mutex // guards what follows: a Base serves one goroutine
	base  *versioning.Base
	texts map[string]*text     // by act and revision
	days  map[string]chosenDay // by act and days
}

// Options say how an engine answers.
type Options struct {
	// Translate gives the Kazakh readings of a Russian or English question;
	// nil for none.
	Translate func(string) []glossary.Reading
	// Behind says that the finder may know less than the base: each hit is
	// held against the text itself.
	Behind bool
}

// New returns an engine over the base, whose wordings the finder finds.
func New(base *versioning.Base, f Finder, o Options) *Engine {
	return &Engine{finder: f, translate: o.Translate, behind: o.Behind, base: base, texts: make(map[string]*text), days: make(map[string]chosenDay)}
}

// Base returns the base. It may be used while no question is being answered:
// both memoise in it.
func (x *Engine) Base() *versioning.Base { return x.base }

// InTerm is the term of [FieldIn] under which a wording is found that a
// revision has.
func InTerm(act corpus.ActID, revision string) string { return string(act) + "@" + revision }
