package kazakh

import "testing"

func TestFoldMeets(t *testing.T) {
	for _, c := range []struct{ kazakh, typed string }{
		{"қамтамасыз", "kamtamasyz"},
	} {
		if a, b := Fold(c.kazakh), Fold(c.typed); a != b {
			t.Errorf("Fold(%q) = %q, Fold(%q) = %q", c.kazakh, a, c.typed, b)
		}
	}
}
