package kazakh
import ("testing";"os";"strings";"fmt")
func TestYY(t *testing.T){
 g:=newGrammarWithout(os.Getenv("FOLD")!="",map[string]bool{"ойлау":true,"жариялау":true,"орта":true})
 for _,w:=range strings.Fields(os.Getenv("W")){
  if os.Getenv("FOLD")!=""{w=Fold(w)}
  fmt.Println(w,"bare",g.bare([]rune(w)),"->",g.stem(w))
  g.walk([]rune(w),suffix{kind:kEnd},0,0,func(p path){fmt.Println("   ",p)})
 }
}
