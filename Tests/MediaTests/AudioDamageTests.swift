import Media
import Testing
import Timeline

struct AudioDamageTests {
  @Test
  func saysFromWhereOnAndWhy() {
    let damage = AudioDamage(from: MediaTime(milliseconds: 61_500), message: "cut off")
    #expect(damage.description == "sound is missing or damaged from 0:01:01.500 on: cut off")
  }
}
