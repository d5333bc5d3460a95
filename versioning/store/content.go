package store

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"

	"github.com/ugorji/go/codec"
	bolt "go.etcd.io/bbolt"

	"tizbe/corpus"
	"tizbe/versioning"
)

var noText = corpus.SumText("")

// put stores content under its sum, unless it is there.
func put(tx *bolt.Tx, bucket []byte, sum corpus.Sum, value []byte) error {
	b := tx.Bucket(bucket)
	if old := b.Get(sum[:]); old != nil {
		if !bytes.Equal(old, value) {
			return damaged(bucket, sum[:], "not what was written")
		}
		return nil
	}
	return b.Put(sum[:], value)
}

// A treeWriter stores trees of provisions.
type treeWriter struct {
	tx    *bolt.Tx
	enc   *codec.Encoder
	buf   []byte
	nodes int
}

// writeTree stores the provision with all below it by content.
func writeTree(tx *bolt.Tx, root *corpus.Provision) (corpus.Sum, error) {
	w := &treeWriter{tx: tx}
	w.enc = codec.NewEncoderBytes(&w.buf, strict)
	return w.write(root, 0)
}

func (w *treeWriter) write(p *corpus.Provision, depth int) (corpus.Sum, error) {
	if w.nodes++; p == nil || depth > maxTreeDepth || w.nodes > maxTreeNodes {
		return corpus.Sum{}, fmt.Errorf("%w: a text of over %d provisions or %d levels, or with a hole", versioning.ErrInvalid, maxTreeNodes, maxTreeDepth)
	}
	n := node{EID: p.EID, Kind: p.Kind, Num: p.Num, Text: corpus.SumText(p.Text), Children: []byte{}}
	sums := make([]corpus.Sum, len(p.Children))
	for i, c := range p.Children {
		var err error
		if sums[i], err = w.write(c, depth+1); err != nil {
			return corpus.Sum{}, err
		}
		n.Children = append(n.Children, sums[i][:]...)
	}
	if n.Text != noText {
		if err := put(w.tx, bucketText, n.Text, []byte(p.Text)); err != nil {
			return corpus.Sum{}, err
		}
	}
	sum := corpus.NodeSum(n.EID, n.Kind, n.Num, n.Text, sums)
	w.buf = nil // bbolt keeps the value until the transaction ends
	w.enc.ResetBytes(&w.buf)
	if err := w.enc.Encode(&n); err != nil {
		return corpus.Sum{}, err
	}
	return sum, put(w.tx, bucketNode, sum, w.buf)
}

// A treeReader reads trees of provisions; subtrees that several have are read
// once and shared.
type treeReader struct {
	node, text *bolt.Bucket
	dec        *codec.Decoder
	known      map[corpus.Sum]subtree
}

type subtree struct {
	p     *corpus.Provision
	nodes int // with those below, each as often as it stands there
}

func newTreeReader(tx *bolt.Tx) *treeReader {
	return &treeReader{tx.Bucket(bucketNode), tx.Bucket(bucketText), codec.NewDecoderBytes(nil, strict), make(map[corpus.Sum]subtree)}
}

// read returns the sealed tree with the sum.
func (r *treeReader) read(sum corpus.Sum) (*corpus.Provision, error) {
	t, err := r.subtree(sum, 0)
	if err != nil {
		return nil, err
	}
	// The sum of the whole says that every part is what was written.
	if t.p.Seal().Sum() == sum {
		return t.p, nil
	}
	for s := range r.known {
		if err := r.check(s); err != nil {
			return nil, err
		}
	}
	return nil, damaged(bucketNode, sum[:], "does not have this sum")
}

func (r *treeReader) subtree(sum corpus.Sum, depth int) (subtree, error) {
	if t, ok := r.known[sum]; ok {
		return t, nil
	}
	if depth > maxTreeDepth {
		return subtree{}, damaged(bucketNode, sum[:], "more than %d levels deep", maxTreeDepth)
	}
	n, err := r.get(sum)
	if err != nil {
		return subtree{}, err
	}
	t := subtree{&corpus.Provision{EID: n.EID, Kind: n.Kind, Num: n.Num}, 1}
	if n.Text != noText {
		text := r.text.Get(n.Text[:])
		if text == nil {
			return subtree{}, missing(bucketText, n.Text[:])
		}
		t.p.Text = string(text)
	}
	if sums := n.children(); len(sums) > 0 {
		t.p.Children = make([]*corpus.Provision, len(sums))
		for i, s := range sums {
			c, err := r.subtree(s, depth+1)
			if err != nil {
				return subtree{}, err
			}
			t.p.Children[i] = c.p
			if t.nodes += c.nodes; t.nodes > maxTreeNodes {
				return subtree{}, damaged(bucketNode, sum[:], "more than %d provisions", maxTreeNodes)
			}
		}
	}
	r.known[sum] = t
	return t, nil
}

func (r *treeReader) get(sum corpus.Sum) (n node, err error) {
	v := r.node.Get(sum[:])
	if v == nil {
		return n, missing(bucketNode, sum[:])
	}
	r.dec.ResetBytes(v)
	if err := r.dec.Decode(&n); err != nil {
		return n, damaged(bucketNode, sum[:], "%v", err)
	}
	if r.dec.NumBytesRead() != len(v) || len(n.Children)%len(sum) != 0 {
		return n, damaged(bucketNode, sum[:], "not a provision")
	}
	return n, nil
}

// check checks one node and its text by their sums.
func (r *treeReader) check(sum corpus.Sum) error {
	n, err := r.get(sum)
	if err != nil {
		return err
	}
	if corpus.NodeSum(n.EID, n.Kind, n.Num, n.Text, n.children()) != sum {
		return damaged(bucketNode, sum[:], "does not have this sum")
	}
	if n.Text == noText {
		return nil
	}
	text := r.text.Get(n.Text[:])
	if text == nil {
		return missing(bucketText, n.Text[:])
	}
	if corpus.SumText(string(text)) != n.Text {
		return damaged(bucketText, n.Text[:], "does not have this sum")
	}
	return nil
}

// writeRaw stores a source, compressed.
func writeRaw(tx *bolt.Tx, raw []byte) (corpus.Sum, error) {
	sum := corpus.SumText(string(raw))
	if len(raw) > maxRaw {
		return sum, fmt.Errorf("%w: a source of %d bytes", versioning.ErrInvalid, len(raw))
	}
	if tx.Bucket(bucketRaw).Get(sum[:]) != nil {
		_, err := readRaw(tx, sum) // another version may have compressed it otherwise
		return sum, err
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(raw); err != nil {
		return sum, err
	}
	if err := z.Close(); err != nil {
		return sum, err
	}
	return sum, tx.Bucket(bucketRaw).Put(sum[:], b.Bytes())
}

func readRaw(tx *bolt.Tx, sum corpus.Sum) ([]byte, error) {
	v := tx.Bucket(bucketRaw).Get(sum[:])
	if v == nil {
		return nil, fmt.Errorf("%s: %w", sum, ErrNoRaw)
	}
	z, err := gzip.NewReader(bytes.NewReader(v))
	if err != nil {
		return nil, damaged(bucketRaw, sum[:], "%v", err)
	}
	raw, err := io.ReadAll(io.LimitReader(z, maxRaw+1))
	if err != nil {
		return nil, damaged(bucketRaw, sum[:], "%v", err)
	}
	if len(raw) > maxRaw || corpus.SumText(string(raw)) != sum {
		return nil, damaged(bucketRaw, sum[:], "does not have this sum")
	}
	return raw, nil
}

// Raw returns a source byte for byte. The error wraps [ErrNoRaw] where no
// source has the sum.
func (s *Store) Raw(sum corpus.Sum) (raw []byte, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		raw, err = readRaw(tx, sum)
		return err
	})
	return raw, s.wrap(err)
}
