package store

import (
	"encoding/binary"
	"fmt"
)

// A Damage says where something is not what was written. errors.As finds it in
// errors that wrap [ErrDamaged].
type Damage struct {
	Bucket  string // as in the package comment; "" for a page or the file as such
	Key     string // in the form that people read: a name, a number, or a sum in hexadecimal digits
	Page    uint64 // 0 where Bucket says more, and for the file as such
	Missing bool   // nothing is there at all
	Detail  string // how it shows; for whoever knows the layout
}

func (d *Damage) Error() string {
	switch {
	case d.Bucket != "" && d.Key != "":
		return fmt.Sprintf("%v: bucket %s, key %s: %s", ErrDamaged, d.Bucket, d.Key, d.Detail)
	case d.Bucket != "":
		return fmt.Sprintf("%v: bucket %s: %s", ErrDamaged, d.Bucket, d.Detail)
	case d.Page != 0:
		return fmt.Sprintf("%v: page %d: %s", ErrDamaged, d.Page, d.Detail)
	}
	return fmt.Sprintf("%v: %s", ErrDamaged, d.Detail)
}

func (d *Damage) Unwrap() error { return ErrDamaged }

func damaged(bucket, key []byte, format string, args ...any) error {
	return &Damage{Bucket: string(bucket), Key: keyText(bucket, key), Detail: fmt.Sprintf(format, args...)}
}

// missing is the damage that there is nothing where something should be; a
// nil key means the whole bucket.
func missing(bucket, key []byte) error {
	return &Damage{Bucket: string(bucket), Key: keyText(bucket, key), Missing: true, Detail: "missing"}
}

// damagedFile is a damage of no one part.
func damagedFile(format string, args ...any) error {
	return &Damage{Detail: fmt.Sprintf(format, args...)}
}

func pageError(id uint64, format string, args ...any) error {
	return &Damage{Page: id, Detail: fmt.Sprintf(format, args...)}
}

func keyText(bucket, key []byte) string {
	switch b := string(bucket); {
	case key == nil:
		return ""
	case b == string(bucketMeta), b == string(bucketAct):
		return string(key)
	case (b == string(bucketLog) || b == string(bucketPack)) && len(key) == 8:
		return fmt.Sprint(binary.BigEndian.Uint64(key))
	case b == string(bucketImport) && len(key) == 4:
		return fmt.Sprint(binary.BigEndian.Uint32(key) + 1)
	}
	return fmt.Sprintf("%x", key)
}
