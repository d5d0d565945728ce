import Foundation
import Testing
import TextEncoding

@Suite struct DecodedTextTests {
  private static let samples: [(name: String, text: String)] = [
    ("windows-1251", "Мы были там, где никто не был. Скажи мне, что ты видел, и я скажу тебе, кто ты."),
    ("windows-1252", "Où étiez-vous hier soir ? J’ai été très déçu, mais ça ira, c’est déjà oublié."),
    ("windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy. Kde jsi byl včera večer, když pršelo?"),
    ("windows-1253", "Πού ήσουν χθες το βράδυ; Σε περίμενα όλη τη νύχτα και δεν ήρθες ποτέ."),
    ("CP932", "昨日の夜、どこにいましたか。ずっと待っていたのに、来ませんでした。"),
    ("GB18030", "昨天晚上你在哪里？我一直在等你，可是你没有来。我们明天再谈吧。"),
    ("CP949", "어젯밤에 어디 있었어요? 계속 기다렸는데 오지 않았어요. 내일 이야기합시다."),
    ("BIG5", "昨天晚上你在哪裡？我一直在等你，可是你沒有來。我們明天再談吧。"),
    ("windows-1256", "أين كنت الليلة الماضية؟ انتظرتك طوال الليل ولم تأت. سنتحدث غدا."),
    ("windows-1255", "איפה היית אתמול בלילה? חיכיתי לך כל הלילה ולא באת. נדבר מחר."),
  ]

  /// A file that was cut inside of a character, or in which a byte was lost.
  @Test func damagedUTF8IsNoOtherEncoding() {
    for text in ["Мы были там, где никто не был.", "昨日の夜、どこにいましたか。ずっと待っていた"] {
      let whole = Data(text.utf8)
      let found = DecodedText(whole.dropLast(2))
      #expect(found.encoding == "UTF-8" && found.isDamaged)
      #expect(found.text.hasPrefix(text.dropLast(2)))
      var hurt = whole
      hurt[whole.count / 2 / 6 * 6 + 1] = 0xFF
      #expect(DecodedText(hurt).encoding == "UTF-8")
    }
  }

  /// `text` in `encoding`, made by the system's own tool.
  private func encoded(_ text: String, _ encoding: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/iconv")
    process.arguments = ["-f", "UTF-8", "-t", encoding]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return data
  }

  @Test(arguments: samples) func `an old encoding is found by its letters`(name: String, text: String) throws {
    let subtitle = "1\r\n00:00:01,000 --> 00:00:04,000\r\n\(text)\r\n\r\n"
    let decoded = DecodedText(try encoded(subtitle, name))
    #expect(decoded.text == subtitle, "taken for \(decoded.encoding)")
    #expect(decoded.isGuessed && !decoded.isDamaged)
  }

  @Test(arguments: ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
  func `byte order marks are believed`(name: String) throws {
    let decoded = DecodedText(try encoded("\u{FEFF}1\n00:00:01,000", name))
    #expect(decoded == DecodedText(Data("1\n00:00:01,000".utf8)).with(name))
  }

  @Test(arguments: ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"]) func `so are zeros`(name: String) throws {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nДа, конечно.\n日本語 👋\n"
    let data = try encoded(text, name)
    #expect(DecodedText(data).text == text && DecodedText(data).encoding == name)
    // Some programs lose the last byte, or write one too many.
    for odd in [data.dropLast(), data + [0x0A]] {
      let decoded = DecodedText(Data(odd))
      #expect(decoded.encoding == name && decoded.isDamaged)
      #expect(decoded.text.hasPrefix(text.dropLast(1)))
    }
  }

  @Test func `what is no text in its encoding shows, and nothing else is lost`() throws {
    let data = Data([0xEF, 0xBB, 0xBF]) + Data("a".utf8) + Data([0xFF]) + Data("b".utf8)
    let decoded = DecodedText(data)
    #expect(decoded.text == "a\u{FFFD}b" && decoded.isDamaged)
    let cut = DecodedText(Data([0xFF, 0xFE, 0x41, 0x00, 0x42]))
    #expect(cut.text == "A\u{FFFD}" && cut.isDamaged)
  }

  @Test func `nothing is text`() {
    #expect(DecodedText(Data()).text.isEmpty)
    #expect(DecodedText(Data([0xFF, 0xFE])).text.isEmpty)
  }

  @Test func `a named encoding is taken`() {
    #expect(DecodedText(Data([0xE9]), encoding: "iso-8859-2")?.text == "é")
    #expect(DecodedText(Data(), encoding: "no-such-thing") == nil)
  }
}

extension DecodedText {
  fileprivate func with(_ encoding: String) -> DecodedText {
    var copy = self
    copy.encoding = encoding
    return copy
  }
}
