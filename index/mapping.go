package index

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"

	"tizbe/index/kazakh"
	"tizbe/index/retrieval"
)

// Fields of the index besides those of package retrieval.
const (
	fieldFrom   = "from"  // first days of the stretches of validity
	fieldUntil  = "until" // last days of them
	fieldType   = "type"  // of document: wording or act
	fieldStored = "stored"
	fieldSum    = "sum" // of what is indexed
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
	words := func(name retrieval.Field, analyzer string, vectors bool) *mapping.FieldMapping {
		return &mapping.FieldMapping{Name: string(name), Type: "text", Analyzer: analyzer, Index: true, IncludeTermVectors: vectors}
	}
	d.AddFieldMappingsAt("text",
		words(retrieval.FieldExact, kazakh.ExactAnalyzerName, true),
		words(retrieval.FieldStem, kazakh.AnalyzerName, true),
		words(retrieval.FieldFolded, kazakh.FoldedAnalyzerName, true),
		words(retrieval.FieldForm, formAnalyzer, false))
	d.AddFieldMappingsAt("path", words(retrieval.FieldPathStem, kazakh.AnalyzerName, false), words(retrieval.FieldPathFolded, kazakh.FoldedAnalyzerName, false))
	for _, f := range [...]retrieval.Field{retrieval.FieldAct, retrieval.FieldEID, retrieval.FieldKind, retrieval.FieldPoint, retrieval.FieldIn, fieldType} {
		d.AddFieldMappingsAt(string(f), &mapping.FieldMapping{Name: string(f), Type: "text", Analyzer: keyword.Name, Index: true, SkipFreqNorm: true})
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
