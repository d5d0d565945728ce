import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct PlanCommandTests {
  let program: Program

  init() throws { program = try Program() }

  @Test func showsWhatARunWouldDo() async throws {
    try program.folder.write("not really", to: "media/film.mp4")
    let outcome = try await program("plan", "media")
    #expect(outcome.status == 0)
    #expect(outcome.lines.first == "media/film.mp4")
    #expect(outcome.lines.contains { $0.hasPrefix("  recognise") && $0.hasSuffix("never done") })
    #expect(outcome.lines.last == "1 file: 1 to do, 0 up to date")
  }

  @Test func printsALineOfJSONAFile() async throws {
    let names: [[UInt8]] = [Array("a\nb.mp4".utf8), [0xFF] + Array(".mp4".utf8), Array("-x.mp4".utf8)]
    for name in names { try program.folder.write("x", toBytes: Array("media/".utf8) + name) }
    let outcome = try await program("plan", "--json", "media")
    #expect(outcome.lines.count == 3)
    var found: [[UInt8]] = []
    for line in outcome.lines {
      let object = try #require(try program.json(line) as? [String: Any])
      #expect(object["status"] as? String == "stale")
      #expect((object["stages"] as? [[String: Any]])?.isEmpty == false)
      let bytes = (object["pathBase64"] as? String).flatMap { Data(base64Encoded: $0) }.map { Array($0) }
      found.append(bytes ?? Array((object["path"] as? String ?? "").utf8))
    }
    for name in names { #expect(found.contains { $0.suffix(name.count + 1) == [UInt8(ascii: "/")] + name }) }
  }

  @Test func saysWhichFoldersAreMarked() async throws {
    try program.folder.write("not really", to: "media/film.mp4")
    try program.folder.write("not really", to: "media/Extras/scene.mp4")
    try program.folder.write("", to: "media/Extras/.surtitle-skip")
    let human = try await program("plan", "media")
    #expect(human.output.contains("media/Extras\n  skipped, as it holds a file .surtitle-skip\n"))
    #expect(human.lines.last == "1 file: 1 to do, 0 up to date")
    let json = try await program("plan", "--json", "media")
    let first = try #require(try program.json(json.lines[1]) as? [String: Any])
    #expect(first["status"] as? String == "skipped" && first["path"] as? String == "media/Extras")
    let run = try await program("run", "media/Extras")
    #expect(run.status == 0 && run.error.contains("media/Extras: passed by, as it holds a file .surtitle-skip"))
  }

  @Test func takesForcedStages() async throws {
    try program.folder.write("not really", to: "media/film.mp4")
    let outcome = try await program("plan", "--force", "recognise", "media")
    #expect(outcome.status == 0)
    #expect(outcome.lines.contains { $0.hasPrefix("  recognise") && $0.hasSuffix("asked for by --force") })
  }

  @Test func takesNamesThatAreNoText() async throws {
    let name = Array("media/".utf8) + [0xFF, 0x0A] + Array(".mp4".utf8)
    try program.folder.write("x", toBytes: name)
    let outcome = try await program.run([Array("plan".utf8), name])
    #expect(outcome.status == 0)
    #expect(outcome.lines.first == "media/\\xFF\\x0A.mp4")
  }

  @Test func takesNamesThatStartWithADash() async throws {
    try program.folder.write("x", to: "-x.mp4")
    #expect(try await program("plan", "--", "-x.mp4").lines.first == "-x.mp4")
  }
}
