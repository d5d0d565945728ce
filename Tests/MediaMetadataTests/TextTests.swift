import MediaMetadata
import Testing
import Timeline
import Transcript

@Suite struct TextTests {
  private func keywords(_ sentences: [String], _ language: LanguageTag = "en") -> [String] {
    Sample.metadata(Sample.transcript(sentences, language: language)).keywords.map(\.text)
  }

  @Test func keywordsAreWhatIsTalkedAbout() {
    let found = keywords([
      "Today we talk about solar panels and how solar panels make electricity.",
      "A solar panel has cells of silicon, and silicon is made of sand.",
      "What I mean is that electricity from solar panels has become cheap.",
      "The battery keeps the electricity of the day for the night.",
    ])
    #expect(found.prefix(3).contains("solar panels"))
    #expect(found.contains { $0.contains("electricity") })
    #expect(!found.contains { ["the", "what", "mean", "we", "how"].contains($0.lowercased()) })
  }

  @Test func formsOfOnePhraseAreOne() {
    let found = keywords(["A solar panel here.", "Two solar panels there.", "Solar panels and a solar panel."])
    #expect(found.count { $0.lowercased().hasPrefix("solar panel") } == 1)
  }

  @Test(
    arguments: [
      ("de", "Die Windräder stehen am Meer, und die Windräder liefern Strom für die Stadt.", "Windräder"),
      ("fr", "L'énergie solaire est partout, car l'énergie solaire ne coûte presque rien.", "énergie solaire"),
      ("es", "La energía del viento y la energía del sol son la energía del futuro.", "energía"),
      ("ru", "Солнечные батареи дают энергию, и солнечные батареи дешевле, чем раньше.", "солнечные батареи"),
      ("ja", "太陽電池は電気を作ります。太陽電池はとても安いです。", "電池"),
      ("zh", "太阳能电池可以发电。太阳能电池现在很便宜。", "电池"),
      ("th", "แผงโซลาร์ผลิตไฟฟ้า ไฟฟ้าราคาถูก", "ไฟฟ้า"),
      // No list of small words.
      ("ka", "მზის პანელები აწარმოებს ელექტროენერგიას და მზის პანელები იაფია", "პანელები"),
    ] as [(String, String, String)])
  func keywordsInOtherLanguages(language: String, text: String, expected: String) {
    let found = keywords([text], LanguageTag(language))
    #expect(found.contains { $0.lowercased().contains(expected.lowercased()) }, "\(found)")
  }

  @Test func languagesMayMix() {
    let transcript = Sample.transcript([
      Sample.segment("The harbour is closed because of the storm at the harbour.", at: 0),
      Sample.segment("Der Hafen ist wegen des Sturms geschlossen.", at: 10, language: "de"),
      Sample.segment("港は嵐のため閉鎖されています。", at: 20, language: "ja"),
    ])
    let metadata = Sample.metadata(transcript)
    #expect(Set(metadata.languages.map(\.language)) == ["en", "de", "ja"])
    #expect(abs(metadata.languages.reduce(0) { $0 + $1.share } - 1) < 0.001)
    #expect(metadata.keywords.contains { $0.text == "harbour" } && metadata.keywords.contains { $0.text == "Hafen" })
  }

  @Test func theSummaryIsSaidAndInOrder() {
    let transcript = Sample.transcript(Sample.threeTopics)
    for embeddings in [nil, Sample.embeddings(transcript) { $0 / 40 }] {
      let summary = Sample.metadata(transcript, embeddings).summary
      // 1200 s.
      #expect(summary.count == 4)
      let texts = Set(transcript.segments.map(\.text))
      #expect(summary.allSatisfy { texts.contains($0.text) })
      #expect(summary.map(\.start) == summary.map(\.start).sorted())
      #expect(Set(summary.map(\.text)).count == summary.count)
    }
  }

  @Test func theSummaryQuotesNoDoubtedText() {
    let transcript = Sample.transcript([
      Sample.segment(
        "Thank you all for watching this video today.", at: 0, trust: Trust(score: 0.25, reasons: [.noSpeech])),
      Sample.segment("The river rose by two metres in a single night.", at: 10),
    ])
    #expect(Sample.metadata(transcript).summary.map(\.text) == ["The river rose by two metres in a single night."])
  }

  @Test func settingsLimit() {
    let transcript = Sample.transcript(Sample.threeTopics)
    let none = Sample.metadata(transcript, settings: MetadataSettings(keywords: 0, sentences: 0))
    #expect(none.keywords.isEmpty && none.summary.isEmpty)
    let few = Sample.metadata(transcript, settings: MetadataSettings(keywords: 2, sentences: 1))
    #expect(few.keywords.count == 2 && few.summary.count == 1)
    #expect(few.keywords.first?.weight == 1)
  }
}
