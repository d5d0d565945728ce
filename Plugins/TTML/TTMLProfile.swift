public import Subtitles

/// A member of the TTML family, as it is written.
public enum TTMLProfile: String, Hashable, Sendable, Codable, CaseIterable {
  /// The text profile of IMSC 1.1: what streaming services and archives exchange today.
  case imsc11
  /// The text profile of IMSC 1.0.1, for older players.
  case imsc10
  case ttml1, ttml2
  /// EBU-TT-D 1.0: what European broadcasters send to players.
  case ebuTTD = "ebu-tt-d"
  /// TTML 1 as Netflix takes it in all languages but Japanese.
  case netflix

  /// What its files hold besides times and lines.
  public var features: Set<SubtitleFeature> {
    var features: Set<SubtitleFeature> = [
      .italic, .bold, .underline, .strikeout, .color, .background, .alignment, .position, .edge, .verticalWriting,
      .voices, .languages, .identifiers, .notes, .title,
    ]
    switch self {
    case .imsc11: features.formUnion([.ruby, .forced])
    case .imsc10: features.insert(.forced)
    case .ttml1: break
    case .ttml2: features.insert(.ruby)
    case .ebuTTD: features.remove(.strikeout)
    // Places in general terms, and nothing of fonts that is thrown away on arrival.
    case .netflix: features = [.italic, .edge, .languages, .identifiers, .title]
    }
    return features
  }

  /// The attributes with which the root says which profile a document is in.
  var declaration: [(String, String)] {
    switch self {
    case .imsc11: [("ttp:contentProfiles", "http://www.w3.org/ns/ttml/profile/imsc1.1/text")]
    case .imsc10: [("ttp:profile", Self.imsc10Designator)]
    case .ttml1: [("ttp:profile", "http://www.w3.org/ns/ttml/profile/dfxp-presentation")]
    case .ttml2:
      [("ttp:version", "2"), ("ttp:contentProfiles", "http://www.w3.org/ns/ttml/profile/ttml2-presentation")]
    // Forbidden there: elements of its own metadata say it.
    case .ebuTTD: []
    case .netflix: [("ttp:profile", "http://www.netflix.com/ns/ttml/profile/nflx-tt")]
    }
  }

  /// The one that the head of a document says it is in; nil where it says none of them.
  init?(declaredBy head: String) {
    // Documents of EBU-TT-D say that they are of IMSC 1.0 as well.
    let designators: [(String, TTMLProfile)] = [
      ("urn:ebu:tt:distribution:", .ebuTTD), ("netflix.com/ns/ttml/profile/nflx-tt", .netflix),
      ("profile/imsc1.1/", .imsc11), ("profile/imsc1/", .imsc10), ("profile/ttml2-", .ttml2),
      ("profile/dfxp-", .ttml1), ("ttaf1-dfxp", .ttml1),
    ]
    guard let found = designators.first(where: { head.contains($0.0) }) else { return nil }
    self = found.1
  }

  /// The standards to which a document of EBU-TT-D conforms.
  static let ebuStandards = ["urn:ebu:tt:distribution:2014-01", imsc10Designator]

  private static let imsc10Designator = "http://www.w3.org/ns/ttml/profile/imsc1/text"

  /// Whether documents may say on how many frames a second they were made.
  var statesFrameRate: Bool { self != .ebuTTD }
  /// Whether every paragraph must have a name.
  var needsIdentifiers: Bool { self == .ebuTTD }
  /// Whether regions have no rectangle, and players put the text where they put subtitles.
  var hasGeneralRegions: Bool { self == .netflix }
  /// Whether spans have their looks as attributes, and not as references to styles.
  var hasInlineStyles: Bool { self == .netflix }
  /// Whether an element without children may stand where paragraphs are expected.
  var allowsEmptyBody: Bool { self != .ebuTTD }
  var hasImscStyles: Bool { self == .imsc10 || self == .imsc11 }
  var hasEbuStyles: Bool { hasImscStyles || self == .ebuTTD }

  /// How text looks where its cue says nothing else. 80 % of a cell, which is 1/15 of the height, let 42 characters fit
  /// into 80 % of the width.
  var usualStyle: [(String, String)] {
    var style = [("tts:fontFamily", "proportionalSansSerif")]
    switch self {
    case .netflix:
      style += [("tts:fontSize", "100%"), ("tts:color", "white")]
    case .ebuTTD:
      style += [("tts:fontSize", "80%"), ("tts:lineHeight", "125%")]
    case .imsc11, .imsc10, .ttml1, .ttml2:
      // TTML leaves the colour to the player.
      style += [
        ("tts:fontSize", "80%"), ("tts:lineHeight", "125%"), ("tts:color", "white"), ("tts:textOutline", "black 5%"),
      ]
    }
    return style + [("tts:textAlign", "center")]
  }
}
