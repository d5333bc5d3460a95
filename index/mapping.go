package index

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"

	"tizbe/index/kazakh"
)

// Fields of the index.
const (
	fieldExact      = "exact"
	fieldStem       = "stem"
	fieldFolded     = "folded"
	fieldForm       = "form"
	fieldPathStem   = "path_stem"
	fieldPathFolded = "path_folded"
	fieldAct        = "act"
	fieldKind       = "kind"  // the kind of hit and the kind of provision
	fieldPoint      = "point" // number of the point
	fieldEID        = "eid"
	fieldIn         = "in"    // act and revision, see inTerm
	fieldFrom       = "from"  // first days of the stretches of validity
	fieldUntil      = "until" // last days of them
	fieldType       = "type"  // of document: wording or act
	fieldStored     = "stored"
	fieldSum        = "sum" // of what is indexed
)

const (
	typeWording = "w"
	typeAct     = "a" // holds the digest of an act
)

// formAnalyzer folds letters and does not stem.
const formAnalyzer = "form"

// newMapping returns the mapping of all documents.
func newMapping() (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	if err := m.AddCustomAnalyzer(formAnalyzer, map[string]any{
		"type": custom.Name, "tokenizer": kazakh.TokenizerName, "token_filters": []string{kazakh.FoldName},
	}); err != nil {
		return nil, err
	}
	d := bleve.NewDocumentStaticMapping()
	words := func(name, analyzer string, vectors bool) *mapping.FieldMapping {
		return &mapping.FieldMapping{Name: name, Type: "text", Analyzer: analyzer, Index: true, IncludeTermVectors: vectors}
	}
	d.AddFieldMappingsAt("text",
		words(fieldExact, kazakh.ExactAnalyzerName, true),
		words(fieldStem, kazakh.AnalyzerName, true),
		words(fieldFolded, kazakh.FoldedAnalyzerName, true),
		words(fieldForm, formAnalyzer, false))
	d.AddFieldMappingsAt("path", words(fieldPathStem, kazakh.AnalyzerName, false), words(fieldPathFolded, kazakh.FoldedAnalyzerName, false))
	for _, f := range [...]string{fieldAct, fieldEID, fieldKind, fieldPoint, fieldIn, fieldType} {
		d.AddFieldMappingsAt(f, &mapping.FieldMapping{Name: f, Type: "text", Analyzer: keyword.Name, Index: true, SkipFreqNorm: true})
	}
	for _, f := range [...]string{fieldFrom, fieldUntil} {
		d.AddFieldMappingsAt(f, &mapping.FieldMapping{Name: f, Type: "number", Index: true})
	}
	for _, f := range [...]string{fieldStored, fieldSum} {
		d.AddFieldMappingsAt(f, &mapping.FieldMapping{Name: f, Type: "text", Store: true})
	}
	m.DefaultMapping = d
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m, m.Validate()
}
