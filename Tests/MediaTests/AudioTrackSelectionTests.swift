import Media
import Testing
import Timeline
import Transcript

/// A track as the tables below write it.
private struct Track: Sendable {
  var language: LanguageTag = "und"
  var dispositions: Set<MediaStream.Disposition> = []
  var title: String? = nil
  var channels: Int = 2
  var codec = "aac"
}

private struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let tracks: [Track]
  var language: LanguageTag? = nil
  /// Among the tracks, from 0.
  let chosen: Int
  let reason: AudioTrackChoice.Reason

  var testDescription: String { name }

  /// The tracks behind a video stream.
  var info: MediaInfo {
    let audio = tracks.enumerated().map { index, track in
      var stream = MediaStream(
        index: index + 1, kind: .audio, codec: track.codec, language: track.language, title: track.title,
        dispositions: track.dispositions)
      stream.channels = track.channels
      return stream
    }
    return MediaInfo(
      container: "matroska,webm", duration: nil, startTime: .zero,
      streams: [MediaStream(index: 0, kind: .video, codec: "h264")] + audio)
  }
}

struct AudioTrackSelectionTests {
  private static let cases: [Case] = [
    Case(name: "only track", tracks: [Track(language: "de", dispositions: [.comment])], chosen: 0, reason: .onlyTrack),
    Case(
      name: "only track, another language asked for", tracks: [Track(language: "de")], language: "en", chosen: 0,
      reason: .onlyTrack),
    Case(
      name: "language before the default flag",
      tracks: [Track(language: "de", dispositions: [.default]), Track(language: "en")], language: "en", chosen: 1,
      reason: .requestedLanguage),
    Case(
      name: "language without its region",
      tracks: [Track(language: "en"), Track(language: "pt-BR")], language: "pt", chosen: 1, reason: .requestedLanguage),
    Case(
      name: "the region that was asked for",
      tracks: [Track(language: "pt-PT"), Track(language: "pt-BR")], language: "pt-BR", chosen: 1,
      reason: .requestedLanguage),
    Case(
      name: "a language that is not there",
      tracks: [Track(language: "de"), Track(language: "en", dispositions: [.default])], language: "ja", chosen: 1,
      reason: .defaultDisposition),
    Case(
      name: "an undetermined language asks for nothing",
      tracks: [Track(language: "de"), Track(dispositions: [.default])], language: .undetermined, chosen: 1,
      reason: .defaultDisposition),
    Case(
      name: "the default among those of the language",
      tracks: [
        Track(language: "de", dispositions: [.default]), Track(language: "en"),
        Track(language: "en", dispositions: [.default]),
      ], language: "en", chosen: 2, reason: .defaultDisposition),
    Case(
      name: "the default flag before the main mix",
      tracks: [Track(channels: 6), Track(dispositions: [.default, .comment])], chosen: 1, reason: .defaultDisposition),
    Case(
      name: "a commentary in the asked-for language beside the main mix",
      tracks: [Track(language: "en", dispositions: [.comment]), Track(language: "en")], language: "en", chosen: 1,
      reason: .mainMix),
    Case(
      name: "several defaults decide nothing",
      tracks: [Track(dispositions: [.default], channels: 2), Track(dispositions: [.default], channels: 6)], chosen: 1,
      reason: .mostChannels),
    Case(
      name: "most channels, a commentary aside",
      tracks: [Track(channels: 2), Track(title: "Commentary by the director", channels: 8), Track(channels: 6)],
      chosen: 2, reason: .mostChannels),
    Case(
      name: "commentaries alone",
      tracks: [Track(dispositions: [.comment]), Track(dispositions: [.comment])], chosen: 0, reason: .firstTrack),
    Case(name: "nothing tells them apart", tracks: [Track(), Track(), Track()], chosen: 0, reason: .firstTrack),
    Case(
      name: "a track without a decoder is no candidate",
      tracks: [Track(dispositions: [.default], codec: "none"), Track()], chosen: 1, reason: .onlyTrack),
    Case(
      name: "but better than none", tracks: [Track(codec: "none")], chosen: 0, reason: .onlyTrack),
  ]

  @Test(arguments: cases)
  private func chooses(_ example: Case) throws {
    let choice = try #require(AudioTrackSelection.choose(from: example.info, language: example.language))
    #expect(choice.stream.index == example.chosen + 1)
    #expect(choice.reason == example.reason)
  }

  @Test
  func aFileWithoutAudioHasNoChoice() {
    let film = MediaInfo(
      container: "mp4", duration: nil, startTime: .zero, streams: [MediaStream(index: 0, kind: .video, codec: "h264")])
    #expect(AudioTrackSelection.choose(from: film) == nil)
  }

  @Test(arguments: [
    "Commentary", "Director's Commentary", "Audiokommentar", "Commentaire du réalisateur", "Comentarios del director",
    "Commento audio", "Audio Description", "audiodescription", "Audio-Description (5.1)", "Audiodeskription",
    "Descriptive audio", "English (described)", "DVS", "Hörfilm", "Hearing impaired", "for the hard of hearing", "監督解説",
  ])
  func titlesMarkSecondaryTracks(title: String) {
    #expect(AudioTrackSelection.isSecondary(MediaStream(index: 1, kind: .audio, codec: "aac", title: title)))
  }

  @Test(arguments: ["English", "Surround 5.1", "Stereo", "Deutsch (DTS-HD MA)", "Main", "Community choir", "Advs"])
  func titlesOfMainTracks(title: String) {
    #expect(!AudioTrackSelection.isSecondary(MediaStream(index: 1, kind: .audio, codec: "aac", title: title)))
  }

  @Test(arguments: [
    (MediaStream.Disposition.comment, true), (.visualImpaired, true), (.hearingImpaired, true), (.descriptions, true),
    (.default, false), (.dub, false), (.original, false), (.forced, false), (.karaoke, false),
  ])
  func dispositionsMarkSecondaryTracks(disposition: MediaStream.Disposition, isSecondary: Bool) {
    let stream = MediaStream(index: 1, kind: .audio, codec: "aac", dispositions: [disposition])
    #expect(AudioTrackSelection.isSecondary(stream) == isSecondary)
  }
}
