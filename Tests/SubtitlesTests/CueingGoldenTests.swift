import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

/// Whole passages, so that a change of the costs shows what it does to real sentences.
@Suite struct CueingGoldenTests {
  @Test func english() throws {
    try verify(
      [
        "Good evening, and welcome to the programme.",
        "Tonight we are going to talk to the woman who, for more than "
          + "thirty years, has been looking after the lighthouse at the end of the peninsula.",
        "Mrs. Hargreaves, thank "
          + "you for coming.", "Thank you.",
        "It's a long way from the island to your studio, and the ferry only runs "
          + "twice a week in winter, but I wouldn't have missed it.", "Why?",
        "Because nobody ever asked me before what "
          + "I do all day long up there with nothing but the gulls and the radio for company!", "And what do you do?",
        "I count ships, mostly; in a good month there are more than four hundred of them, if you count the trawlers "
          + "and the little yachts that come over from the mainland when the weather is fine.", "No.", "Never.",
        "Well… perhaps once, in the autumn of nineteen eighty-seven, when the lamp failed in the middle of the storm "
          + "and I had to stand on the gallery with a torch until morning.",
      ], language: "en", name: "english")
  }

  @Test func german() throws {
    try verify(
      [
        "Guten Abend, meine Damen und Herren.",
        "Die Donaudampfschifffahrtsgesellschaft hat heute mitgeteilt, dass "
          + "der Betrieb zwischen Passau und Wien wegen des Hochwassers bis auf Weiteres eingestellt wird.",
        "Die Fahrgäste können ihre Karten zurückgeben oder auf einen späteren Termin umbuchen, wenn sie sich bis zum "
          + "Ende der Woche bei der Gesellschaft melden.", "Danke.",
      ], language: "de", name: "german")
  }

  @Test func japanese() throws {
    let text = "こんばんは、皆さん。今夜は、三十年以上も岬の灯台を守ってきた女性にお話を伺います。島からスタジオまでは遠いですね。はい、冬は船が週に二回しか出ません。"
    var clock = 0.5
    var words: [Word] = []
    for character in text {
      words.append(Script.word(String(character), clock, clock + 0.14, spaced: false))
      clock += "。".contains(character) ? 0.6 : 0.14
    }
    try verify(Script.transcript([Segment(words: words, language: "ja")], language: "ja"), name: "japanese")
  }

  private func verify(_ sentences: [String], language: LanguageTag, name: String) throws {
    var generator = SeededGenerator(seed: 5)
    var clock = 0.8
    var segments: [Segment] = []
    for sentence in sentences {
      var words: [Word] = []
      for text in sentence.split(separator: " ") {
        let length = 0.12 + Double(text.count) * 0.05
        words.append(Script.word(String(text), clock, clock + length, spaced: !words.isEmpty))
        clock += length + (text.hasSuffix(",") || text.hasSuffix(";") ? 0.25 : 0.03)
      }
      segments.append(Segment(words: words, language: language))
      clock += Double.random(in: 0.1...1.2, using: &generator)
    }
    try verify(Script.transcript(segments, language: language, duration: clock), name: name)
  }

  private func verify(_ transcript: Transcript, name: String) throws {
    var text = ""
    for cue in Cueing().document(from: transcript).cues {
      text += "\(cue.range.start) \(cue.range.end)\n"
      for line in cue.lines { text += "  \(line)\n" }
    }
    try GoldenFile.verify(Data(text.utf8), "cueing/\(name).txt")
  }
}
