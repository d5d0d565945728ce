import Subtitles
import Testing
import Timeline
import Transcript

/// Tracks for the hard of hearing, and tracks of foreign speech.
@Suite struct SubtitleKindTests {
  private func lines(_ kind: SubtitleKind, _ segments: [Segment], sounds: [SoundTag] = []) -> [String] {
    let transcript = Script.transcript(segments, duration: 60)
    return Cueing(kind: kind).document(from: transcript, sounds: sounds).cues.map {
      $0.lines.joined(separator: "|")
    }
  }

  private func sound(_ name: String, _ start: Double, _ end: Double) -> SoundTag {
    SoundTag(range: TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end)), name: name)
  }

  @Test func `names stand where the speaker changes`() {
    let segments = [
      Script.segment("Are you coming?", from: 1, speaker: "Ann"),
      Script.segment("I am here already.", from: 4, speaker: "Ann"),
      Script.segment("So am I.", from: 8, speaker: "Ben"), Script.segment("Me too.", from: 12, speaker: "spk_2"),
    ]
    #expect(lines(.sdh, segments) == ["[Ann] Are you coming?", "I am here already.", "[Ben] So am I.", "Me too."])
    #expect(lines(.full, segments)[0] == "Are you coming?")
  }

  @Test func `a name is not parted from what is said`() {
    let text = "This is a long sentence which has to be broken into two lines, and then into another cue as well."
    let found = lines(.sdh, [Script.segment(text, from: 1, speaker: "Doctor Elizabeth")])
    #expect(found[0].hasPrefix("[Doctor Elizabeth] This"))
  }

  @Test func `sounds are cues where nothing is said`() {
    let segments = [Script.segment("Are you coming?", from: 1), Script.segment("I am here already.", from: 20)]
    let sounds = [sound("door slams", 6, 6.2), sound("tense music", 10, 15), sound("steps", 19.8, 20)]
    #expect(
      lines(.sdh, segments, sounds: sounds) == [
        "Are you coming?", "[door slams]", "[tense music]", "I am here already.",
      ])
    #expect(lines(.full, segments, sounds: sounds).count == 2)
  }

  @Test func `a sound during speech stands above a line that is there long enough`() {
    let segments = [Script.segment("No.", from: 1, perWord: 3)]
    #expect(lines(.sdh, segments, sounds: [sound("phone rings", 1.5, 2)]) == ["[phone rings]|No."])
    #expect(
      lines(
        .sdh, [Script.segment("No, no, no, no, no, no, no!", from: 1, perWord: 0.2)],
        sounds: [sound("phone rings", 1.5, 2)]) == ["No, no, no, no, no, no, no!"])
  }

  @Test func `what is said in the main language is not in the forced track`() {
    let segments = [
      Script.segment("Are you coming?", from: 1), Script.segment("Ich bin schon da.", from: 4, language: "de"),
      Script.segment("Good.", from: 8, language: "en-GB"), Script.segment("Hm.", from: 12, language: .undetermined),
    ]
    #expect(lines(.forced, segments) == ["Ich bin schon da."])
  }
}
