import Foundation
import FoundationXML
import Moments
import SystemPackage
import TestSupport
import Testing
import Timeline

@Suite struct MomentListTests {
  private func moment(
    _ path: FilePath, _ start: Double, _ end: Double, _ title: String, hasPicture: Bool = true
  ) -> Moment {
    Moment(
      path: path, range: TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end)), title: title,
      hasPicture: hasPicture)
  }

  /// A name that is no UTF-8, with all that formats trip over.
  private let odd = FilePath(
    platformString: (Array("/m/a b&<c>,;%\"'\n".utf8) + [0xFF]).map { CChar(bitPattern: $0) } + [0])

  private var moments: [Moment] {
    [
      moment("/films/Ferry & <talk>.mkv", 61.5, 64, "“It was\nthe best of times”"), moment(odd, 0, 2.25, "a ]]> b & c"),
      moment("/films/#1.mp3", 3, 3, "", hasPicture: false),
    ]
  }

  @Test func m3u() {
    let lines = String(decoding: MomentM3U.data(of: moments), as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "#EXTM3U", "#EXTINF:3,“It was the best of times”", "#EXTVLCOPT:start-time=61.500",
        "#EXTVLCOPT:stop-time=64.000",
        "/films/Ferry & <talk>.mkv", "#EXTINF:2,a ]]> b & c", "#EXTVLCOPT:start-time=0.000",
        "#EXTVLCOPT:stop-time=2.250",
        "file:///m/a%20b%26%3Cc%3E%2C%3B%25%22%27%0A%FF", "#EXTINF:1,", "#EXTVLCOPT:start-time=3.000",
        "#EXTVLCOPT:stop-time=3.001", "/films/#1.mp3",
      ])
  }

  @Test(arguments: [
    ("/a b", "file:///a%20b"), ("#x.mkv", "./%23x.mkv"), ("a/b~c-d_e.f", "./a/b~c-d_e.f"), ("/é", "file:///%C3%A9"),
  ])
  func urls(path: String, url: String) {
    #expect(FileLocation.url(of: FilePath(path)) == url)
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var names: [String] = []
    var texts: [String: [String]] = [:]
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      names.append(name)
      text = ""
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      texts[name, default: []].append(text)
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  @Test func xspf() throws {
    let parser = XMLParser(data: try MomentXSPF.data(of: moments, title: "a <b>\u{0}"))
    let reader = Reader()
    parser.delegate = reader
    try #require(parser.parse())
    #expect(reader.names.count { $0 == "track" } == 3)
    #expect(
      reader.texts["location"] == [
        "file:///films/Ferry%20%26%20%3Ctalk%3E.mkv", "file:///m/a%20b%26%3Cc%3E%2C%3B%25%22%27%0A%FF",
        "file:///films/%231.mp3",
      ])
    #expect(reader.texts["title"] == ["a <b>", "“It was the best of times”", "a ]]> b & c", ""])
    #expect(reader.texts["duration"] == ["2500", "2250", "1"])
    #expect(reader.texts["vlc:option"]?.prefix(2) == ["start-time=61.500", "stop-time=64.000"])
  }

  @Test func cmx() {
    let list = String(
      decoding: MomentEDL.data(of: moments, title: "times", count: TimeCodeCount(frameRate: Rational(25, 1))),
      as: UTF8.self)
    let lines = list.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.prefix(3) == ["TITLE: times", "FCM: NON-DROP FRAME", ""])
    let events = lines.filter { $0.contains("  AX  ") }
    #expect(
      events == [
        "001  AX       AA/V  C        00:01:01:13 00:01:04:00 01:00:00:00 01:00:02:12",
        "002  AX       AA/V  C        00:00:00:00 00:00:02:06 01:00:02:12 01:00:04:18",
        "003  AX       AA    C        00:00:03:00 00:00:03:01 01:00:04:18 01:00:04:19",
      ])
    #expect(lines.contains("* COMMENT: “It was the best of times”") && lines.count { $0.hasPrefix("* COMMENT") } == 2)
    #expect(lines.contains("* FROM CLIP NAME: Ferry & <talk>.mkv"))
  }

  @Test func cmxAtDropFrame() {
    let list = MomentEDL.data(of: [moment("/a.mkv", 60.06, 120.12, "")], title: "", count: .dropFrame)
    #expect(String(decoding: list, as: UTF8.self).contains("00:01:00;02 00:02:00;04 01:00:00;00 01:01:00;02"))
  }

  @Test func mpv() {
    var expected = Data(
      "# mpv EDL v0\n%25%/films/Ferry & <talk>.mkv,61.500,2.500,title=%30%“It was the best of times”\n".utf8)
    expected += Data("%17%".utf8) + FileLocation.bytes(of: odd) + Data(",0.000,2.250,title=%11%a ]]> b & c\n".utf8)
    expected += Data("%13%/films/#1.mp3,3.000,0.001,title=%0%\n".utf8)
    #expect(MomentMPVList.data(of: moments) == expected)
  }

  @Test func emptyListsAreLists() throws {
    #expect(MomentM3U.data(of: []) == Data("#EXTM3U\n".utf8))
    #expect(XMLParser(data: try MomentXSPF.data(of: [], title: "")).parse())
    #expect(!MomentEDL.data(of: [], title: "x", count: .dropFrame).isEmpty)
  }

  @Test func thousandsOfMomentsGoOn() {
    let many = (0..<1200).map { moment("/a.mkv", Double($0), Double($0) + 1, "t") }
    let list = String(
      decoding: MomentEDL.data(of: many, title: "", count: TimeCodeCount(frameRate: Rational(25, 1))), as: UTF8.self)
    #expect(list.contains("\n1200  AX") && list.contains("\n099  AX"))
  }
}
