import Foundation
import SCC
import Subtitles
import TestSupport
import Testing
import Timeline

/// Files of others, and what they show.
@Suite(.enabled(if: TestData.isAvailable)) struct SCCSampleTests {
  private func cues(_ name: String) throws -> [Cue] {
    let file = try #require(try SampleFiles.all(withExtension: "scc").first { $0.name.hasSuffix(name) })
    return try SCCFormat().read(file.data).cues
  }

  @Test func painted()
    throws
  {
    let cues = try cues("ttconv_scc/paint-on.scc")
    #expect(
      cues.map(\.lines) == [
        ["Lorem ipsum dolor sit amet,", "consectetur adipiscing elit."],
        ["Pellentesque interdum lacinia sollicitudin.", "consectetur adipiscing elit."],
        ["Pellentesque interdum lacinia sollicitudin.", "Integer luctus et ligula ac sagittis."],
      ])
    #expect(cues.map(\.range.start.milliseconds) == [173_774, 176_309, 177_144])
  }

  @Test func poppedOn() throws {
    let cues = try cues("pycaption/example.scc")
    #expect(
      cues.map(\.lines) == [
        ["Letra traducida al Español", "♪ ¡Uooye! ¡Vámonos! ♪"],
        ["♪ Lo le lo lai, lo lai lai", "TODOS: Sí, es cierto Alma."],
        ["MAMI: ¡Vamos a divertirno"],
      ])
    #expect(cues.map(\.range.start.milliseconds) == [1134, 8642, 10_210])
    #expect(cues.map(\.range.end.milliseconds) == [5272, 10_177, 11_111])
  }

  @Test
  func comeBackAsTheyWere() throws {
    for file in try SampleFiles.all(withExtension: "scc") {
      let document = try SCCFormat().read(file.data)
      let again = try SCCFormat().read(SCCFormat().write(document))
      // Lines of more than 32 characters are broken anew.
      guard document.cues.allSatisfy({ $0.lines.allSatisfy { $0.count <= 32 } }) else { continue }
      #expect(again.cues.map(\.text) == document.cues.map(\.text), "\(file.name)")
      #expect(again.cues.map(\.placement) == document.cues.map(\.placement), "\(file.name)")
      // Codes are sent twice, so that a caption at the start of a file is loaded a little later than where they were sent
      // once; and a pause of one frame is none.
      for (index, (new, old)) in zip(again.cues, document.cues).enumerated() {
        let isFirst = index == 0 && old.range.start < MediaTime(milliseconds: 2000)
        #expect((0...(isFirst ? 400 : 0)).contains((new.range.start - old.range.start).milliseconds), "\(file.name)")
        #expect((0...34).contains((new.range.end - old.range.end).milliseconds), "\(file.name)")
      }
    }
  }
}
