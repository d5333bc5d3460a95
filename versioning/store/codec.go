package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/ugorji/go/codec"

	"tizbe/corpus"
	"tizbe/versioning"
)

// Bounds on what is read back; what is written keeps them too.
const (
	maxValueDepth = 200     // nesting of a record
	maxTreeDepth  = 64      // nesting of provisions
	maxTreeNodes  = 1 << 20 // provisions of one text
	maxRaw        = 1 << 28 // bytes of one source
)

// strict refuses fields that it does not know, lenient skips them.
var strict, lenient = handle(true), handle(false)

func handle(strict bool) *codec.CborHandle {
	h := new(codec.CborHandle)
	h.Canonical = true
	h.RecursiveEmptyCheck = true                        // else an empty string is one or not by its address
	h.TypeInfos = codec.NewTypeInfos([]string{"codec"}) // not the tags of JSON
	h.ErrorIfNoField = strict
	h.ValidateUnicode = true
	h.MaxDepth = maxValueDepth
	h.MaxInitLen = 1 << 10
	// Only the types of the records occur in them.
	h.MapType = reflect.TypeFor[map[string]any]()
	return h
}

// encodeRecord returns the record's canonical CBOR and the record as it will be read
// back. It fails where that would not be the same record.
func encodeRecord(r versioning.Record) ([]byte, versioning.Record, error) {
	b, err := marshal(r)
	if err != nil {
		return nil, r, fmt.Errorf("%w: %w", versioning.ErrInvalid, err)
	}
	back, err := decodeRecord(b)
	if err != nil {
		return nil, r, fmt.Errorf("%w: cannot be stored: %w", versioning.ErrInvalid, err)
	}
	if again, err := marshal(back); err != nil || !bytes.Equal(again, b) || !same(reflect.ValueOf(r), reflect.ValueOf(back)) {
		return nil, r, fmt.Errorf("%w: cannot be stored: it reads back differently", versioning.ErrInvalid)
	}
	return b, back, nil
}

// same reports whether two values of one type are the same but for fields that
// are stored apart, and for nil instead of empty.
func same(x, y reflect.Value) bool {
	if t, ok := x.Interface().(time.Time); ok {
		return t.Equal(y.Interface().(time.Time))
	}
	switch x.Kind() {
	case reflect.Pointer:
		return x.IsNil() == y.IsNil() && (x.IsNil() || same(x.Elem(), y.Elem()))
	case reflect.Slice, reflect.Array:
		if x.Len() != y.Len() {
			return false
		}
		for i := range x.Len() {
			if !same(x.Index(i), y.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Map:
		if x.Len() != y.Len() {
			return false
		}
		for i := x.MapRange(); i.Next(); {
			v := y.MapIndex(i.Key())
			if !v.IsValid() || !same(i.Value(), v) {
				return false
			}
		}
		return true
	case reflect.Struct:
		if x.Type() == reflect.TypeFor[corpus.Date]() {
			return x.Interface() == y.Interface()
		}
		for i := range x.NumField() {
			f := x.Type().Field(i)
			if f.IsExported() && f.Tag.Get("codec") != "-" && !same(x.Field(i), y.Field(i)) {
				return false
			}
		}
		return true
	}
	return x.Interface() == y.Interface()
}

// A storedRecord is the record as CBOR has it. The moment is a string, since
// the codec's own forms of it lose nanoseconds; absent, it is the zero time.
type storedRecord struct {
	Recorded string                   `codec:",omitempty"`
	Act      *versioning.ActRecord    `codec:",omitempty"`
	Event    *versioning.Event        `codec:",omitempty"`
	Held     *versioning.Held         `codec:",omitempty"`
	Fact     *versioning.Fact         `codec:",omitempty"`
	Amending *versioning.AmendingText `codec:",omitempty"`
}

func marshal(r versioning.Record) ([]byte, error) {
	s := storedRecord{Act: r.Act, Event: r.Event, Held: r.Held, Fact: r.Fact, Amending: r.Amending}
	if !r.Recorded.IsZero() {
		s.Recorded = r.Recorded.UTC().Format(time.RFC3339Nano)
	}
	var b []byte
	err := codec.NewEncoderBytes(&b, strict).Encode(&s)
	return b, err
}

// errNewerRecord: the record has fields that this program does not know.
var errNewerRecord = errors.New("unknown fields")

func decodeRecord(b []byte) (versioning.Record, error) {
	r, err := unmarshal(b, strict)
	if err != nil {
		if _, e := unmarshal(b, lenient); e == nil {
			return r, fmt.Errorf("%w: %w", errNewerRecord, err)
		}
	}
	return r, err
}

func unmarshal(b []byte, h *codec.CborHandle) (versioning.Record, error) {
	var s storedRecord
	d := codec.NewDecoderBytes(b, h)
	if err := d.Decode(&s); err != nil {
		return versioning.Record{}, err
	}
	r := versioning.Record{Act: s.Act, Event: s.Event, Held: s.Held, Fact: s.Fact, Amending: s.Amending}
	if n := d.NumBytesRead(); n != len(b) {
		return r, fmt.Errorf("%d bytes after the record", len(b)-n)
	}
	if s.Recorded != "" {
		t, err := time.Parse(time.RFC3339Nano, s.Recorded)
		if err != nil {
			return r, err
		}
		r.Recorded = t.UTC()
	}
	return r, nil
}

// A node is a provision as the bucket node holds it.
type node struct {
	//lint:ignore U1000 the codec reads its tag
	_struct  bool `codec:",toarray"`
	EID      string
	Kind     corpus.Kind
	Num      string
	Text     corpus.Sum
	Children []byte // the sums of the children, one after the other
}

func (n *node) children() []corpus.Sum {
	out := make([]corpus.Sum, len(n.Children)/sha256.Size)
	for i := range out {
		copy(out[i][:], n.Children[i*sha256.Size:])
	}
	return out
}
