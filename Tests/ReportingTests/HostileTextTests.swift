import Foundation
import Moderation
import PluginKit
import Reporting
import Testing
import Timeline
import Transcript

/// Whatever is said, and whatever rules and people are called: it is text in every format.
@Suite struct HostileTextTests {
  private let report = ModerationReport(Hostile.input, path: Hostile.texts[1] + Hostile.texts[12])
  private var library: LibraryReport {
    LibraryReport(
      files: [.init(report, link: "javascript:alert(1)")],
      missing: Hostile.texts.map { .init(path: $0, reason: $0) })
  }

  private func checkPage(_ page: Data) {
    let text = String(decoding: page, as: UTF8.self)
    #expect(Hostile.harmful(in: text).isEmpty)
    // One of each is our own.
    #expect(text.components(separatedBy: "<script").count == 2 && text.components(separatedBy: "</script").count == 2)
    #expect(text.components(separatedBy: "<style").count == 2 && text.components(separatedBy: "</style").count == 2)
    for tag in ["<img", "<svg onload", "<!--", "<b>", "<iframe"] { #expect(!text.contains(tag), "\(tag)") }
    let ours = text.replacing(#/<script>[\s\S]*<\/script>/#, with: "")
    for tag in ours.matches(of: #/<[a-z][^>]*>/#).map(\.0) {
      // Values of attributes are quoted, and have no quotation mark in them. By scalars, as browsers read: a mark that
      // combines with the quotation mark does not take it away.
      let value = #/"[^"]*"/#.matchingSemantics(.unicodeScalar)
      let bare = String(tag).replacing(value, with: "")
      #expect(!bare.contains(#/\son[a-z]+\s*=|['"]/#.matchingSemantics(.unicodeScalar)), "\(tag.prefix(200))")
      if let link = tag.firstMatch(of: #/(?:src|href)="([^"]*)"/#) {
        #expect(!link.1.contains(":") && !link.1.hasPrefix("//"), "\(tag)")
      }
    }
    // Nothing names a place elsewhere.
    #expect(!ours.contains("http:") && !ours.contains("https:") && !ours.contains("url("))
  }

  @Test(arguments: Hostile.texts) func byteByByteOnTerminals(text: String) {
    let shown = String(decoding: TerminalText.harmless(Data(text.utf8)), as: UTF8.self)
    let orders = shown.unicodeScalars.filter {
      $0.properties.generalCategory == .control && !"\n\t\r".unicodeScalars.contains($0)
    }
    #expect(orders.isEmpty)
    #expect(!shown.replacing("\r\n", with: "").unicodeScalars.contains("\r"))
    let line = HardenedJSON.text("[\"\(text.onOneLine.replacing("\\", with: "").replacing("\"", with: ""))\"]")
    #expect(Hostile.harmful(in: line).isEmpty)
  }

  @Test func bytesThatAreNoTextAreNotSentToTerminals() {
    #expect(TerminalText.harmless(Data("plain\ttext é\r\n".utf8)) == Data("plain\ttext é\r\n".utf8))
    #expect(TerminalText.harmless(Data([0x61, 0x9B, 0x33, 0x0D])) == Data("a\u{FFFD}3\u{FFFD}".utf8))
    #expect(TerminalText.harmless(Data()) == Data())
  }

  /// What combines with a sign of ours does not take it away, and what is said stays whole.
  @Test func marksAtTheStartOfWhatIsSaid() {
    let marks = String(repeating: "\u{301}", count: 3)
    let segment = Segment(
      words: [Word(marks + "é>", range: Talk.range(0, 500), confidence: 1)], language: "en", speaker: nil)
    let finding = Finding(category: "c", range: Talk.range(0, 500), score: 1, source: "s", words: 0..<1)
    let report = ModerationReport(Talk.input([finding], reviews: [], segments: [segment], name: "n"))
    let page = String(decoding: ReportPage(report).data, as: UTF8.self)
    let scalars = Array("<bdi> <mark>\(marks)é&gt;</mark> </bdi>".unicodeScalars)
    #expect(Array(page.unicodeScalars).contains(scalars))
  }

  @Test func inPages() {
    checkPage(ReportPage(report, library: "javascript:alert(1)", clips: [1: "javascript:alert(1)"]).data)
    checkPage(LibraryPage(library).data)
  }

  @Test func inJSONItComesBack() throws {
    for data in [try ReportJSON.data(of: report), try ReportJSON.data(of: report, indented: false)] {
      let text = String(decoding: data, as: UTF8.self)
      #expect(Hostile.harmful(in: text).isEmpty)
      #expect(!text.contains { "<>&".contains($0) })
      let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let findings = try #require(document["findings"] as? [[String: Any]])
      #expect(findings.map { $0["text"] as? String } == Hostile.texts)
      #expect(findings.map { $0["category"] as? String } == Hostile.texts)
      #expect(findings.map { ($0["review"] as? [String: Any])?["reason"] as? String } == Hostile.texts)
    }
  }

  @Test func inSummariesAsJSON() throws {
    let data = try LibraryJSON.data(of: library)
    #expect(Hostile.harmful(in: String(decoding: data, as: UTF8.self)).isEmpty)
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect((document["missing"] as? [[String: Any]])?.map { $0["reason"] as? String } == Hostile.texts)
  }

  /// RFC 4180, without mercy.
  private func rows(of data: Data) -> [[String]] {
    var rows: [[String]] = [[""]]
    var isQuoted = false
    for scalar in String(decoding: data, as: UTF8.self).unicodeScalars {
      let last = rows.count - 1
      switch scalar {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: rows[last].append("")
      case "\n" where !isQuoted: rows.append([""])
      case "\r" where !isQuoted: continue
      default: rows[last][rows[last].count - 1].unicodeScalars.append(scalar)
      }
    }
    return rows.dropLast()
  }

  @Test func inTables() {
    for (data, count) in [
      (ReportCSV.data(of: [report]), report.rows.count), (ReportCSV.data(of: library), 1 + Hostile.texts.count),
    ] {
      let text = String(decoding: data, as: UTF8.self)
      #expect(Hostile.harmful(in: text).isEmpty)
      #expect(text.components(separatedBy: "\r\n").count == count + 2)
      let rows = rows(of: data)
      #expect(rows.count == count + 1 && Set(rows.map(\.count)).count == 1)
      for field in rows.flatMap({ $0 }) {
        #expect(field.first.map { !"=+-@\t\r＝＋－＠".contains($0) } ?? true, "\(field.prefix(30))")
      }
    }
  }

  @Test func inCues() throws {
    let text = String(decoding: try ReportVTT.data(of: report), as: UTF8.self)
    #expect(Hostile.harmful(in: text).isEmpty)
    #expect(text.components(separatedBy: "-->").count == report.rows.count + 1)
    let blocks = text.components(separatedBy: "\n\n")
    #expect(blocks.count == report.rows.count + 2 && !text.contains("\r"))
    for (block, text) in zip(blocks.dropFirst(2), Hostile.texts) {
      let lines = block.split(separator: "\n")
      #expect(lines.count == 3)
      let finding = try JSONSerialization.jsonObject(with: Data(lines[2].utf8)) as? [String: Any]
      #expect(finding?["text"] as? String == text)
    }
  }

  @Test func inEditDecisions() {
    let lines = String(decoding: ReportEDL.data(of: report), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == report.rows.count)
    #expect(lines.allSatisfy { $0.wholeMatch(of: #/\d+\.\d{3} \d+\.\d{3} 1/#) != nil })
  }

  @Test(arguments: Hostile.texts) func onTerminals(text: String) {
    let plain = ReportText.plain(text, limit: 300)
    #expect(Hostile.harmful(in: plain).isEmpty && !plain.contains("\n") && plain.unicodeScalars.count <= 301)
  }
}
