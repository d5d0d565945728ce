public import Timeline

/// Something of a document that a file of it lacks.
public enum SubtitleLoss: Hashable, Sendable {
  /// What the format does not hold; the number of cues that have it, or of things that are no cues.
  case feature(SubtitleFeature, count: Int)
  /// Elements of metadata that are not kept, by their names.
  case metadata([String])
  /// Characters that the format has nothing like, written as question marks, and the number of cues with any.
  case characters(Int, cues: Int)
  /// Cues with colours that one can see through, in a format that has only solid ones.
  case transparency(Int)
  /// Cues with text that cannot be seen, in a format in which it would be.
  case invisible(Int)
  /// Captions that cannot be sent in time, and by how much the latest comes late.
  case late(Int, longest: MediaTime)
  /// How often there is more text at one time than the format holds, and when first.
  case shortened(Int, first: MediaTime)
  /// Cues of which something is never shown, as there is no time or no room for it.
  case leftOut(Int)

  /// What JSON calls it.
  public var name: String {
    switch self {
    case .feature(let feature, _): feature.rawValue
    case .metadata: "metadata"
    case .characters: "characters"
    case .transparency: "transparency"
    case .invisible: "invisible-text"
    case .late: "late-captions"
    case .shortened: "shortened-text"
    case .leftOut: "left-out-cues"
    }
  }

  public var count: Int {
    switch self {
    case .metadata(let names): names.count
    case .feature(_, let count), .characters(let count, _), .transparency(let count), .invisible(let count),
      .late(let count, _), .shortened(let count, _), .leftOut(let count):
      count
    }
  }

  /// For people, after the name of the file.
  public var message: String {
    switch self {
    case .feature(let feature, let count):
      return "the format does not hold \(feature.noun)" + (feature.isOfCues ? " in \(Self.cues(count))" : "")
    case .metadata(let names):
      let more = names.count - 4
      return "metadata is left out: " + names.prefix(4).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    case .characters(let count, let cues):
      let (characters, verb) = count == 1 ? ("character", "is") : ("characters", "are")
      let written = count == 1 ? "was" : "were"
      return "\(count) \(characters) in \(Self.cues(cues)) \(verb) not in its set and \(written) written as “?”"
    case .transparency(let count):
      return "the format does not hold colours that one can see through in \(Self.cues(count))"
    case .invisible(let count):
      return "text that cannot be seen is left out in \(Self.cues(count))"
    case .late(let count, let longest):
      let tenths = (longest.milliseconds + 50) / 100
      let delay = "\(tenths / 10).\(tenths % 10) s late, as there is no time to send"
      return count == 1 ? "a caption comes \(delay) it" : "\(count) captions come up to \(delay) them"
    case .shortened(let count, let first):
      let time = ClockTime(first).formatted(separator: ".")
      let times = count == 1 ? "at \(time)" : "\(count) times, the first at \(time)"
      return "there is more text at one time than the format holds, which is cut: \(times)"
    case .leftOut(let count):
      let verb = count == 1 ? "is" : "are"
      return "\(Self.cues(count)) \(verb) left out, whole or in part, as there is no time or no room"
    }
  }

  private static func cues(_ count: Int) -> String { "\(count) cue\(count == 1 ? "" : "s")" }
}

extension SubtitleDocument {
  /// What of the document a format with `features` does not hold.
  ///
  /// - Parameter isSolid: whether its colours have no alpha.
  public func losses(keeping features: Set<SubtitleFeature>, isSolid: Bool = false) -> [SubtitleLoss] {
    var counts = self.features
    if !features.contains(.regions) {
      // Their places become those of cues; that text in them moves up is lost.
      counts = withoutRegions().features
      let scrolling = regions.count { $0.scrollsUp }
      if scrolling > 0 { counts[.regions] = scrolling }
    }
    var losses: [SubtitleLoss] = counts.filter { !features.contains($0.key) }
      .sorted { $0.key.rawValue < $1.key.rawValue }.map { .feature($0.key, count: $0.value) }
    if !otherMetadata.isEmpty { losses.append(.metadata(otherMetadata)) }
    let transparent = isSolid && features.contains(.color) ? cues.count(where: \.hasTransparentText) : 0
    if transparent > 0 { losses.append(.transparency(transparent)) }
    let invisible = isSolid || !features.contains(.color) ? cues.count(where: \.hasInvisibleText) : 0
    if invisible > 0 { losses.append(.invisible(invisible)) }
    return losses
  }

  /// The characters of which nothing is left in a format that has a set of them; nil where there are none.
  ///
  /// - Parameter unlike: how many such there are in a text.
  public func lostCharacters(_ unlike: (String) -> Int) -> SubtitleLoss? {
    let counts = normalised().cues.map { cue in cue.lines.reduce(0) { $0 + unlike($1) } }.filter { $0 > 0 }
    return counts.isEmpty ? nil : .characters(counts.reduce(0, +), cues: counts.count)
  }
}

extension SubtitleFeature {
  fileprivate var isOfCues: Bool { ![.regions, .notes, .styleSheets, .title].contains(self) }
}
