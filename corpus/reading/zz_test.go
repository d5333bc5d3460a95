package reading
import ("testing";"fmt";"strings";"time")
func TestZZ(t *testing.T){
 n := 900000
 nest := func(unit string, d int) string { var b strings.Builder; for i:=0;i<d;i++ { b.WriteString(strings.Repeat(" ", len(unit)*i)+unit+"x\n") }; return b.String() }
 for name, s := range map[string]string{
  "brackets": "1. "+strings.Repeat("[", n), "brackets2": "1. "+strings.Repeat("[a](", n/4), "stars": "1. "+strings.Repeat("*a ", n/3), "stars2": "1. "+strings.Repeat("**a*", n/4), "us": "1. "+strings.Repeat("_a", n/2),
  "lt": "1. "+strings.Repeat("<a ", n/3), "lt2": "1. "+strings.Repeat("<!--", n/4), "amp": "1. "+strings.Repeat("&#", n/2), "bs": "1. "+strings.Repeat("\\", n),
  "nest": nest("- ", 1500), "nestgt": "1. a\n"+strings.Repeat(strings.Repeat(">", 99)+"a\n", 5000), "quotes": strings.Repeat("1. а:\n\n«б\n\n", 50000), "flatq": strings.Repeat("а:\n«б\n", 50000)+"1. а",
  "pts": strings.Repeat("1. а\n", 200000), "pipes": "1. а\n\n"+strings.Repeat("|", 20000)+"\n"+strings.Repeat("|-", 20000)+"\n"+strings.Repeat("|a|\n", 2000),
  "spaces": "1. "+strings.Repeat("а  ", n/4), "dots": "      1. "+strings.Repeat("а .", n/4)+"ббб.в", "wraps": "      1. а"+strings.Repeat("\nа", n/4), "tail": "      1. "+strings.Repeat("ааа.б  ", n/10), "nums": "      1. "+strings.Repeat("01.01.2020 ; ", n/26)+strings.Repeat("№ 1 ", n/8),
  "notes": "1. а\n"+strings.Repeat("Ескертпе: б\nв\n", 50000), "html": strings.Repeat("<div>\n", 100000)+"\n1. а", "parens": "1. "+strings.Repeat("( ", n/2), "lazy": "> 1. a\n"+strings.Repeat("b\n", 200000),
 } {
  for k, f := range []func([]byte, Options)(*Document, error){Text, Markdown} {
   t0 := time.Now(); d, err := f([]byte(s), Options{})
   if dt := time.Since(t0); dt > 500*time.Millisecond { fmt.Printf("%s %d %v %v %v\n", name, k, dt, d!=nil, err) }
  }
 }
}
