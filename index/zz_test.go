package index
import ("testing";"fmt";"strings";"time";"math/rand")
func TestZZ(t *testing.T){
 x:=opened(t,embedded(t))
 rs:=[]rune("абвгдежзийклмнопрстуфхцчшщыэюяәғқңөұүһіabcdefgz -\"«»:()0123")
 worst:=time.Duration(0)
 qs:=[]string{strings.Repeat("а б ",200),strings.Repeat("бастық ",32),strings.Repeat("бастыгы ",600), strings.Repeat("начальник ",300), strings.Repeat("начальник отдела ",20),strings.Repeat("следователь ",8), strings.Repeat("мжкдзпв ",32),strings.Repeat("бастызк ",32)}
 for i:=0;i<3000;i++{ n:=rand.Intn(60); s:=""; for j:=0;j<n;j++{ s+=string(rs[rand.Intn(len(rs))])}; qs=append(qs,s)}
 for _,q:=range qs{ s:=time.Now(); r:=ask(t,x,q,20); d:=time.Since(s); if d>worst||d>20*time.Millisecond {worst=max(worst,d); if len(q)>80{q=q[:80]}; fmt.Println(d,r.Total,q)} }
}
