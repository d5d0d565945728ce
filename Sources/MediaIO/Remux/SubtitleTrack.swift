package import Media
package import Subtitles
package import Timeline
package import Transcript

/// A subtitle track that is to be put into a media file.
package struct SubtitleTrack: Sendable {
  package enum Content: Sendable {
    /// For MP4 and QuickTime, where it becomes 3GPP timed text: italics, bold and underlined text, colours, and cues at
    /// the top. The rest of what a document can have is left out.
    case document(SubtitleDocument)
    /// A whole file as plug-ins write it, for Matroska and WebM.
    case file([UInt8], SubtitleCodec)
    /// Cues in the codec of the container.
    case encoded(EncodedSubtitles)
  }

  package var content: Content
  package var language: LanguageTag
  /// What players call the track; nil for the name of its language.
  package var title: String?
  /// Of `default`, `forced` and `hearingImpaired`; all others are for tracks of sound.
  package var dispositions: Set<MediaStream.Disposition>
  /// The track of the source whose text this is, in a codec that the container holds: it takes the place of that track,
  /// and stays whosoever it was. Nil for a new track.
  package var source: Int?

  package init(
    _ content: Content, language: LanguageTag, title: String? = nil, dispositions: Set<MediaStream.Disposition> = [],
    source: Int? = nil
  ) {
    self.content = content
    self.language = language
    self.title = title
    self.dispositions = dispositions
    self.source = source
  }
}

/// How the text of cues is written in a container.
package enum SubtitleCodec: String, Hashable, Sendable, CaseIterable {
  /// 3GPP timed text, `tx3g`.
  case movText
  case subRip
  case webVTT
  case subStationAlpha
}

/// Cues as a container holds them.
package struct EncodedSubtitles: Hashable, Sendable {
  package var codec: SubtitleCodec
  /// What stands before all cues: the header of SubStation Alpha, the sample description of 3GPP timed text.
  package var header: [UInt8]
  /// In the order of their starts. Times count from the start of the container.
  package var samples: [Sample]

  package init(codec: SubtitleCodec, header: [UInt8] = [], samples: [Sample]) {
    self.codec = codec
    self.header = header
    self.samples = samples
  }

  package struct Sample: Hashable, Sendable {
    package var range: TimeRange
    package var payload: [UInt8]
    /// WebVTT's name of the cue.
    package var identifier: [UInt8]
    /// WebVTT's place of the cue.
    package var settings: [UInt8]

    package init(range: TimeRange, payload: [UInt8], identifier: [UInt8] = [], settings: [UInt8] = []) {
      self.range = range
      self.payload = payload
      self.identifier = identifier
      self.settings = settings
    }
  }
}
