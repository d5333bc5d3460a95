package index

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/blevesearch/bleve/v2"

	"tizbe/corpus"
	"tizbe/index/generation"
	"tizbe/index/retrieval"
	"tizbe/versioning"
)

// batchSize is the number of documents written at once.
const batchSize = 1000

// actDocument is the ID of the document that holds the digest of an act.
func actDocument(id corpus.ActID) string { return "act:" + string(id) }

// A writer collects changes into batches.
type writer struct {
	b     bleve.Index
	batch *bleve.Batch
}

func (w *writer) flush(least int) error {
	if w.batch.Size() < least {
		return nil
	}
	err := w.b.Batch(w.batch)
	w.batch = w.b.NewBatch()
	return err
}

// fill brings the index up to date with the source: acts whose digest is the
// same are left alone, and of the others only the documents that differ are
// written.
func fill(b bleve.Index, src Source, fresh bool) error {
	w := &writer{b: b, batch: b.NewBatch()}
	held := make(map[string]string) // act document → digest
	if !fresh {
		err := stored(b, typeAct, "", func(id, sum string) { held[id] = sum })
		if err != nil {
			return err
		}
	}
	for _, a := range src.Base.Acts() {
		id := actDocument(a.ID)
		sum, err := digest(a)
		if err != nil {
			return err
		}
		was, known := held[id]
		delete(held, id)
		if known && was == sum {
			continue
		}
		if err := w.act(a, known); err != nil {
			return err
		}
		if err := w.batch.Index(id, map[string]any{fieldType: typeAct, string(retrieval.FieldAct): string(a.ID), fieldSum: sum}); err != nil {
			return err
		}
	}
	for id := range held { // acts that are held no more
		if err := stored(b, typeWording, id[len("act:"):], func(id, _ string) { w.batch.Delete(id) }); err != nil {
			return err
		}
		w.batch.Delete(id)
	}
	if err := b.Batch(w.batch); err != nil {
		return err
	}
	if fresh {
		// One segment is read fastest, and a new index is small or rare.
		return generation.Merge(context.Background(), b)
	}
	return nil
}

// act writes the documents of the act that are new or differ, and removes
// those that are gone.
func (w *writer) act(a *versioning.Act, known bool) error {
	docs := retrieval.Documents(a)
	was := make(map[string]string)
	if known {
		if err := stored(w.b, typeWording, string(a.ID), func(id, sum string) { was[id] = sum }); err != nil {
			return err
		}
	}
	for _, d := range docs {
		id := d.ID()
		fields, sum, err := fieldsOf(d)
		if err != nil {
			return err
		}
		if s, ok := was[id]; ok {
			delete(was, id)
			if s == sum {
				continue
			}
		}
		if err := w.batch.Index(id, fields); err != nil {
			return fmt.Errorf("indexing %s of %s: %w", d.EID, d.Act, err)
		}
		if err := w.flush(batchSize); err != nil {
			return err
		}
	}
	for id := range was {
		w.batch.Delete(id)
	}
	return nil
}

// stored calls yield for every document of the type, and of the act where one
// is named, with its stored sum.
func stored(b bleve.Index, typ, act string, yield func(id, sum string)) error {
	q := bleve.NewConjunctionQuery(term(fieldType, typ))
	if act != "" {
		q.AddQuery(term(string(retrieval.FieldAct), act))
	}
	n, err := b.DocCount()
	if err != nil {
		return err
	}
	r := bleve.NewSearchRequestOptions(q, int(n), 0, false)
	r.Fields, r.Score = []string{fieldSum}, "none"
	res, err := b.Search(r)
	if err != nil {
		return err
	}
	for _, h := range res.Hits {
		sum, _ := h.Fields[fieldSum].(string)
		yield(h.ID, sum)
	}
	return nil
}

// fieldsOf returns what bleve indexes of the document, and the sum of it.
func fieldsOf(d *retrieval.Document) (map[string]any, string, error) {
	raw, err := json.Marshal(d)
	if err != nil {
		return nil, "", err
	}
	h := sha256.New()
	h.Write(raw)
	for _, p := range d.Paths {
		h.Write([]byte(p + "\n"))
	}
	sum := hex.EncodeToString(h.Sum(nil)[:12])
	m := map[string]any{"text": d.Text, "path": d.Paths, fieldType: typeWording, fieldStored: string(raw), fieldSum: sum}
	terms := make(map[retrieval.Field][]string)
	for _, t := range d.Terms() {
		terms[t.Field] = append(terms[t.Field], t.Term)
	}
	for f, ts := range terms {
		m[string(f)] = ts
	}
	var from, until []float64
	for _, v := range d.Days {
		from, until = append(from, float64(v[0])), append(until, float64(v[1]))
	}
	if len(from) > 0 {
		m[fieldFrom], m[fieldUntil] = from, until
	}
	return m, sum, nil
}
