public import Transcript

/// Which audio track of a file is worked on.
///
/// Rules are asked in this order, each among the tracks that the ones before it left: the asked-for language; the
/// default disposition; not a commentary, an audio description or a mix for the hearing-impaired; most channels; first.
/// A rule that no track meets is passed over, so a file with audio always has a choice.
public enum AudioTrackSelection {
  /// Tracks that FFmpeg cannot decode are looked at only when there are no others; nil without audio.
  public static func choose(from info: MediaInfo, language: LanguageTag? = nil) -> AudioTrackChoice? {
    let all = info.audioStreams
    let decodable = all.filter { $0.codec != "none" }
    var candidates = decodable.isEmpty ? all : decodable
    guard let first = candidates.first else { return nil }
    if candidates.count == 1 { return AudioTrackChoice(stream: first, reason: .onlyTrack) }

    for reason in [AudioTrackChoice.Reason.requestedLanguage, .defaultDisposition, .mainMix, .mostChannels] {
      let kept = keep(candidates, by: reason, language: language)
      guard !kept.isEmpty, kept.count < candidates.count else { continue }
      if kept.count == 1 { return AudioTrackChoice(stream: kept[0], reason: reason) }
      candidates = kept
    }
    return AudioTrackChoice(stream: candidates[0], reason: .firstTrack)
  }

  /// Whether a track is something beside the main sound: a commentary, an audio description, a mix for the
  /// hearing-impaired. By its dispositions, and by its title, as many discs and downloads mark it there alone.
  public static func isSecondary(_ stream: MediaStream) -> Bool {
    if !stream.dispositions.isDisjoint(with: secondaryDispositions) { return true }
    guard let title = stream.title?.lowercased() else { return false }
    return title.contains(secondaryTitle)
  }

  private static let secondaryDispositions: Set<MediaStream.Disposition> = [
    .comment, .visualImpaired, .hearingImpaired, .descriptions,
  ]

  /// English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish, Japanese.
  private static var secondaryTitle: Regex<Substring> {
    #/
      commentar | kommentar | commentaire | comentari | comentári | commento | komentarz | 解説 | コメンタリー
      | audio[\s\-]?descri | audio[\s\-]?deskri | descriptive | described | \bdvs\b | hörfilm | synstolk
      | (?:visually|hearing)[\s\-]impaired | hard[\s\-]of[\s\-]hearing | hörgeschädigt | malentendant
    /#
  }

  private static func keep(
    _ streams: [MediaStream], by reason: AudioTrackChoice.Reason, language: LanguageTag?
  ) -> [MediaStream] {
    switch reason {
    case .requestedLanguage:
      guard let language, !language.isUndetermined else { return [] }
      let exact = streams.filter { $0.language == language }
      return exact.isEmpty ? streams.filter { $0.language.matches(language) } : exact
    case .defaultDisposition:
      return streams.filter { $0.dispositions.contains(.default) }
    case .mainMix:
      return streams.filter { !isSecondary($0) }
    case .mostChannels:
      let most = streams.map { $0.channels ?? 0 }.max()
      return streams.filter { ($0.channels ?? 0) == most }
    case .onlyTrack, .firstTrack:
      return []
    }
  }
}
