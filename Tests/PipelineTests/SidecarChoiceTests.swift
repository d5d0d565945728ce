import Pipeline
import SystemPackage
import TestSupport
import Testing
import Transcript

@Suite struct SidecarChoiceTests {
  private static let formats = ["ass", "srt", "vtt", "ttml"]

  private func names(_ files: [String], language: LanguageTag? = nil) throws -> [String] {
    let folder = try TemporaryFolder()
    for name in files + ["Film.mkv"] { try folder.write("", to: name) }
    let sidecars = try Sidecar.texts(beside: folder.path.appending("Film.mkv"))
    return Sidecar.meant(among: sidecars, language: language, formats: Self.formats)
      .map { String(decoding: $0.name, as: UTF8.self) }
  }

  @Test(arguments: [
    (["Film.en.srt", "Film.en.vtt", "Film.en.ttml"], ["Film.en.srt"]),
    (["Film.en.srt", "Film.en.sdh.srt", "Film.en.forced.srt"], ["Film.en.srt"]),
    (["Film.en.sdh.srt"], ["Film.en.sdh.srt"]),
    (["Film.en.srt", "Film.de.srt"], ["Film.de.srt", "Film.en.srt"]),
    (["Film.2.mkv", "Film.2.en.srt"], []),
    (["Film.2.mkv", "Film.2.en.srt", "Film.srt"], ["Film.srt"]),
    (["Film.sup", "Film.en.txt", "Films.en.srt"], []),
  ]) func `what is meant where nothing is named`(files: [String], expected: [String]) throws {
    #expect(try names(files) == expected)
  }

  @Test func `a language that is asked for`() throws {
    #expect(try names(["Film.en.srt", "Film.de.srt"], language: "de") == ["Film.de.srt"])
    #expect(try names(["Film.srt"], language: "de") == ["Film.srt"])
  }

  @Test(arguments: [
    ("Film.en.srt", "en"), ("Film.pt-BR.sdh.srt", "pt-BR"), ("Film.DTS.srt", "und"), ("Film.WEB.HDR.srt", "und"),
    ("Film.hi.srt", "hi"), ("Film.en.hi.srt", "en"), ("Film.ger.forced.ass", "de"),
  ]) func `a language in a name is one that there is`(name: String, language: String) {
    #expect(Sidecar.language(inName: Array(name.utf8)).code == language)
  }

  @Test func `roles in names`() throws {
    let sidecar = try #require(Sidecar(Array("Film.en.sdh.forced.default.srt".utf8)))
    #expect(sidecar.isForDeaf && sidecar.isForced && sidecar.isDefault)
    let hindi = try #require(Sidecar(Array("Film.hi.srt".utf8)))
    #expect(!hindi.isForDeaf && !hindi.isForced && !hindi.isDefault)
  }
}
