package engine

import (
	"encoding"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sort"
)

// errPacked: the data are not what [pack] writes for the type.
var errPacked = errors.New("data of the engine are damaged")

// maxDepth bounds how deep packed values nest.
const maxDepth = 64

// pack appends the value: numbers as varints, texts and bytes with their
// length, lists and maps with theirs, pointers with whether there is something,
// structs as their exported fields in order. Functions are left out, and what
// marshals itself to bytes does so. There is no schema: what packed and what
// unpacks are built from the same source, and the name of the file has the
// mark of its content. A package of the standard library would do, but be an
// eighth of what a page loads.
func pack(b []byte, v reflect.Value) []byte {
	if m, ok := marshaler(v); ok {
		raw, err := m.MarshalBinary()
		if err != nil {
			panic(err) // a day is always written
		}
		return append(binary.AppendUvarint(b, uint64(len(raw))), raw...)
	}
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint8:
		return append(b, byte(v.Uint()))
	case reflect.String:
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...)
	case reflect.Slice:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return append(b, v.Bytes()...)
		}
		for i := range v.Len() {
			b = pack(b, v.Index(i))
		}
		return b
	case reflect.Array:
		for i := range v.Len() {
			b = pack(b, v.Index(i))
		}
		return b
	case reflect.Map: // of texts
		b = binary.AppendUvarint(b, uint64(v.Len()))
		keys := v.MapKeys()
		sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
		for _, k := range keys {
			b = pack(pack(b, k), v.MapIndex(k))
		}
		return b
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, 0)
		}
		return pack(append(b, 1), v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Type.Kind() != reflect.Func {
				b = pack(b, v.Field(i))
			}
		}
		return b
	}
	panic(fmt.Sprintf("engine: cannot pack %s", v.Type()))
}

func marshaler(v reflect.Value) (encoding.BinaryMarshaler, bool) {
	if v.Kind() != reflect.Struct || !v.CanInterface() {
		return nil, false
	}
	m, ok := v.Interface().(encoding.BinaryMarshaler)
	return m, ok
}

// unpack reads what [pack] wrote into the value, and returns the rest.
func unpack(b []byte, v reflect.Value, depth int) ([]byte, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("%w: nested too deep", errPacked)
	}
	if v.Kind() == reflect.Struct {
		if u, ok := v.Addr().Interface().(encoding.BinaryUnmarshaler); ok {
			raw, rest, err := counted(b)
			if err != nil {
				return nil, err
			}
			return rest, u.UnmarshalBinary(raw)
		}
	}
	switch v.Kind() {
	case reflect.Bool, reflect.Uint8:
		if len(b) == 0 {
			return nil, errPacked
		}
		if v.Kind() == reflect.Bool {
			v.SetBool(b[0] != 0)
		} else {
			v.SetUint(uint64(b[0]))
		}
		return b[1:], nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, size := binary.Varint(b)
		if size <= 0 || v.OverflowInt(n) {
			return nil, errPacked
		}
		v.SetInt(n)
		return b[size:], nil
	case reflect.String:
		raw, rest, err := counted(b)
		if err == nil {
			v.SetString(string(raw))
		}
		return rest, err
	case reflect.Slice:
		return unpackSlice(b, v, depth)
	case reflect.Array:
		var err error
		for i := 0; i < v.Len() && err == nil; i++ {
			b, err = unpack(b, v.Index(i), depth+1)
		}
		return b, err
	case reflect.Map:
		return unpackMap(b, v, depth)
	case reflect.Pointer:
		if len(b) == 0 || b[0] > 1 {
			return nil, errPacked
		}
		if b[0] == 0 {
			return b[1:], nil
		}
		v.Set(reflect.New(v.Type().Elem()))
		return unpack(b[1:], v.Elem(), depth+1)
	case reflect.Struct:
		var err error
		for i := 0; i < v.NumField() && err == nil; i++ {
			if f := v.Type().Field(i); f.IsExported() && f.Type.Kind() != reflect.Func {
				b, err = unpack(b, v.Field(i), depth+1)
			}
		}
		return b, err
	}
	return nil, fmt.Errorf("%w: %s", errPacked, v.Type())
}

func unpackSlice(b []byte, v reflect.Value, depth int) ([]byte, error) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		raw, rest, err := counted(b)
		if err == nil && len(raw) > 0 {
			v.SetBytes(slices.Clone(raw))
		}
		return rest, err
	}
	n, b, err := length(b)
	if err != nil || n == 0 {
		return b, err
	}
	v.Set(reflect.MakeSlice(v.Type(), n, n))
	for i := 0; i < n && err == nil; i++ {
		b, err = unpack(b, v.Index(i), depth+1)
	}
	return b, err
}

func unpackMap(b []byte, v reflect.Value, depth int) ([]byte, error) {
	n, b, err := length(b)
	if err != nil || n == 0 {
		return b, err
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), n))
	for i := 0; i < n && err == nil; i++ {
		k, x := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		if b, err = unpack(b, k, depth+1); err != nil {
			return nil, err
		}
		if b, err = unpack(b, x, depth+1); err == nil {
			v.SetMapIndex(k, x)
		}
	}
	return b, err
}

// length reads a number of elements, each of which takes a byte at least.
func length(b []byte) (int, []byte, error) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return 0, nil, errPacked
	}
	return int(n), b[size:], nil
}

func counted(b []byte) (raw, rest []byte, err error) {
	n, b, err := length(b)
	if err != nil {
		return nil, nil, err
	}
	return b[:n], b[n:], nil
}
