import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct CheckPageTests {
  private static let rate = Rational(25, 1)

  private static func cue(_ start: Int64, _ end: Int64, _ lines: [String]) -> Cue {
    Cue(range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
  }

  private static func file(
    _ cues: [Cue], name: String = "film.en.srt", style: String = "netflix", shots: [Int64] = [],
    isRepaired: Bool = false
  ) throws -> CheckPage.File {
    let style = try HouseStyles.builtIn.style(named: style)
    let shots = shots.map { MediaTime(milliseconds: $0) }
    let document = SubtitleDocument(cues: cues, language: "en")
    let fixer = StyleFixer(style: style, language: "en", frameRate: rate, shots: shots)
    let repair = isRepaired ? fixer.repaired(document) : nil
    return CheckPage.File(
      name: name, style: style, language: "en", frameRate: rate, shots: shots, document: repair?.document ?? document,
      violations: repair?.remaining.map(\.violation) ?? fixer.checker.violations(in: document), repair: repair)
  }

  private static let broken = [
    cue(1000, 3000, ["The ferry leaves at noon."]), cue(2480, 3000, ["It is never late, they say..."]),
    cue(65_000, 65_400, ["Never."]),
  ]

  @Test func `each violation has its cue, time, rule and numbers`() throws {
    let html = CheckPage(files: [try Self.file(Self.broken)]).html
    #expect(html.contains(#"<tbody id="f1c2" tabindex="-1">"#))
    #expect(html.contains("00:00:02.480 → 00:00:03.000") && html.contains("frames 62–75"))
    #expect(html.contains("00:01:05.000 → 00:01:05.400"))
    #expect(html.contains("<b>overlap</b><small>A cue ends before the next one begins.</small>"))
    #expect(html.contains("<bdi>13 frames of overlap</bdi>"))
    #expect(html.contains("<small>allowed: <bdi>at least 21 frames</bdi></small>"))
    #expect(html.contains("<span class=\"text\"><bdi>It is never late, they say...</bdi></span>"))
    #expect(html.contains("Netflix, programmes for adults"))
  }

  @Test func `it is well formed and asks nobody for anything`() throws {
    let files = [
      try Self.file(Self.broken, shots: [1080, 3040]), try Self.file(Self.broken, name: "b.srt", isRepaired: true),
      try Self.file([], name: "empty.srt"), try Self.file([Self.cue(0, 2000, ["Fine."])], name: "fine.srt"),
    ]
    let html = CheckPage(files: files, failures: [CheckPage.Failure(name: "bad.srt", message: "no subtitles")]).html
    let page = try Page(html)
    #expect(page.openTags.isEmpty)
    #expect(
      html.contains(
        #"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">"#
      ))
    for word in ["http:", "https:", "src=", "@import", "url(", "<link", "<img", "<iframe", "fetch(", "XMLHttp"] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(page.attributes.allSatisfy { !$0.name.hasPrefix("on") && $0.name != "style" })
    let ids = page.attributes.filter { $0.name == "id" }.map(\.value)
    #expect(Set(ids).count == ids.count)
    for link in page.attributes.filter({ $0.name == "href" }) {
      #expect(link.value.first == "#" && ids.contains(String(link.value.dropFirst())), "\(link.value)")
    }
  }

  /// What is in files and their names never becomes markup, nor changes the direction of what is around it.
  @Test(arguments: [UInt64](1...20)) func `hostile text`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let evil = [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</script><script>", "' onclick='x", "]]>",
      "<!--",
      "&lt;b&gt;", "{\\an8}", "\u{202E}gnp.exe", "\u{2066}\u{2067}", "\u{2069}\u{202C}", "\u{0}\u{7}\u{9B}", "</bdi>",
      "\u{2028}", "\u{FFFE}", "<svg/onload=alert(1)>", "</style>", "</title>",
    ]
    func text() -> String {
      (evil.randomElement(using: &generator) ?? "") + RandomText.make(count: 6, using: &generator)
        + (evil.randomElement(using: &generator) ?? "")
    }
    let cues = (0..<12).map { Self.cue($0 * 500, $0 * 500 + 700, [text(), text()]) }
    var file = try Self.file(cues, name: text(), isRepaired: seed % 2 == 0)
    file.style.title = text()
    let html = CheckPage(files: [file], failures: [CheckPage.Failure(name: text(), message: text())]).html
    let page = try Page(html)
    #expect(page.openTags.isEmpty)
    #expect(page.tags.filter { $0 == "script" }.count == 1 && page.tags.filter { $0 == "style" }.count == 1)
    #expect(Set(page.tags).isDisjoint(with: ["img", "iframe", "object", "embed", "link", "base"]))
    #expect(page.attributes.allSatisfy { !$0.name.hasPrefix("on") })
    #expect(page.isolatesAreClosed)
    #expect(!html.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
  }

  @Test func `the same files give the same page`() throws {
    let pages = try (0..<3).map { _ in CheckPage(files: [try Self.file(Self.broken, isRepaired: true)]).html }
    #expect(Set(pages).count == 1)
  }

  @Test func `repairs are told`() throws {
    let html = CheckPage(files: [try Self.file(Self.broken, isRepaired: true)]).html
    #expect(html.contains("<b>retimed</b><small>overlap</small>"))
    #expect(html.contains(" before the repair"))
  }

  /// Budget: ten thousand cues in less than 15 MB and two seconds.
  @Test func `long files`() throws {
    var cues: [Cue] = []
    for index in 0..<10_000 {
      let start = Int64(index) * 3000
      cues.append(
        Self.cue(start, start + 700, ["The ferry number \(index) leaves", "from the old harbour at noon, they say..."]))
    }
    let file = try Self.file(cues, shots: (0..<8000).map { $0 * 3700 })
    let start = Self.threadSeconds()
    let html = CheckPage(files: [file]).html
    let time = Self.threadSeconds() - start
    print("a page of \(html.utf8.count) bytes, \(file.violations.count) violations took \(time) s")
    #expect(time < 2 && html.utf8.count < 15_000_000)
    try Self.keep(html, "long")
    let drawings = html.components(separatedBy: "<svg viewBox=\"0 0 1000 80\"").dropFirst()
    #expect((1...8).contains(drawings.count))
    #expect(drawings.allSatisfy { $0.components(separatedBy: "<a ").count < 700 || $0 == drawings.last })
  }

  /// A film with some faults, beside other files, for people who want to see a page.
  @Test func `a film`() throws {
    var generator = SeededGenerator(seed: 5)
    let sentences = [
      "The ferry leaves the old harbour at noon.", "Nobody has ever missed it, as far as they say...", "Is it late?",
      "And when the fog comes in , it waits for as long as it takes, whatever anybody on board may say about it.",
      "She went down to the sea wall, looked at the clock, and sat down on the bench to wait.", "<i>No</i> & never!",
      "שלום לכולם, המעבורת יוצאת בצהריים.", "Two boys were fishing there.",
    ]
    var cues: [Cue] = []
    var clock = Int64(2000)
    for index in 0..<1300 {
      let text = sentences[index % sentences.count]
      let length = max(500, Int64(text.columns) * Int64.random(in: 42...80, using: &generator))
      cues.append(Self.cue(clock, clock + length, CueText.lines(of: text)))
      clock += length + ([0, 40, 80, 80, 80, 80, 240, 900, 2500, 9000].randomElement(using: &generator) ?? 0)
    }
    let shots = stride(from: Int64(0), to: clock, by: 4360).map { $0 }
    let files = [
      try Self.file(cues, name: "films/The Ferry (2021).en.srt", shots: shots),
      try Self.file(Array(cues.prefix(90)), name: "films/The Ferry, trailer.en.vtt", isRepaired: true),
      try Self.file([Self.cue(0, 2000, ["Fine."])], name: "films/\u{202E}fine.srt"),
    ]
    let html = CheckPage(
      files: files, failures: [CheckPage.Failure(name: "films/poster.srt", message: "line 1: this is no SubRip")]
    ).html
    #expect(try Page(html).openTags.isEmpty)
    try Self.keep(html, "film")
    try Self.keep(CheckPage(files: [files[1]]).html, "repaired")
  }

  /// Writes a page to the folder that `SURTITLE_KEEP_PAGES` names, where it does.
  private static func keep(_ html: String, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["SURTITLE_KEEP_PAGES"] else { return }
    try Data(html.utf8).write(to: URL(filePath: "\(folder)/\(name).html"))
  }

  @Test(arguments: [Int64(0), 1, 359_999_999_999]) func `any length is drawn`(end: Int64) throws {
    let html = CheckPage(files: [
      try Self.file([Self.cue(0, end, ["Yes."]), Self.cue(end, end, ["No."])], shots: [0, end])
    ]).html
    #expect(try Page(html).openTags.isEmpty)
    #expect(html.utf8.count < 100_000)
  }

  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// The tags of a page, read strictly: attributes are quoted, tags are closed in order.
private struct Page {
  struct Failure: Error { var text: String }

  var tags: [String] = []
  var attributes: [(name: String, value: String)] = []
  var openTags: [String] = []
  /// Whether what begins a direction of text ends before the element with it.
  var isolatesAreClosed = true

  private static let empty: Set = ["meta", "input", "br", "rect", "path"]

  init(_ html: String) throws {
    var rest = Substring(html)
    func fail(_ text: String) -> Failure { Failure(text: text + ": " + rest.prefix(80)) }
    while let start = rest.firstIndex(of: "<") {
      read(text: rest[..<start])
      rest = rest[start...].dropFirst()
      if rest.hasPrefix("!DOCTYPE") {
        rest = rest.drop { $0 != ">" }.dropFirst()
        continue
      }
      let isEnd = rest.first == "/"
      if isEnd { rest = rest.dropFirst() }
      let name = String(rest.prefix { $0.isLetter || $0.isNumber })
      guard !name.isEmpty else { throw fail("no tag") }
      rest = rest.dropFirst(name.count)
      var closesItself = false
      while true {
        rest = rest.drop { $0 == " " || $0 == "\n" }
        if rest.hasPrefix("/>") {
          closesItself = true
          rest = rest.dropFirst(2)
          break
        }
        if rest.first == ">" {
          rest = rest.dropFirst()
          break
        }
        let attribute = String(rest.prefix { $0.isLetter || $0 == "-" })
        guard !attribute.isEmpty, !isEnd else { throw fail("no attribute") }
        rest = rest.dropFirst(attribute.count)
        guard rest.first == "=" else {
          attributes.append((attribute, ""))
          continue
        }
        guard rest.dropFirst().first == "\"", let end = rest.dropFirst(2).firstIndex(of: "\"") else {
          throw fail("no quote")
        }
        attributes.append((attribute, String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])))
        rest = rest[rest.index(after: end)...]
      }
      if isEnd {
        guard openTags.popLast() == name else { throw fail("\(name) ends") }
      } else {
        tags.append(name)
        if !closesItself, !Self.empty.contains(name) { openTags.append(name) }
        if name == "script" || name == "style" {
          guard let end = rest.range(of: "</\(name)>") else { throw fail("no end") }
          rest = rest[end.lowerBound...]
        }
      }
    }
  }

  private mutating func read(text: Substring) {
    var depth: [Bool] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x202A, 0x202B, 0x202D, 0x202E: depth.append(false)
      case 0x2066...0x2068: depth.append(true)
      case 0x202C: if depth.popLast() != false { isolatesAreClosed = false }
      case 0x2069:
        while depth.last == false { depth.removeLast() }
        if depth.popLast() != true { isolatesAreClosed = false }
      default: break
      }
    }
    if !depth.isEmpty { isolatesAreClosed = false }
  }
}
