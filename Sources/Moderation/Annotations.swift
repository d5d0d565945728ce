internal import Timeline

/// What annotators say of a transcript.
public struct Annotations: Hashable, Sendable, Codable {
  /// In time order.
  public var findings: [Finding]
  /// In time order for each source; empty where no annotator judges utterances.
  public var utterances: [UtteranceScores]
  /// What annotators could not judge; empty where all was.
  public var unjudged: [Unjudged]

  public init(findings: [Finding] = [], utterances: [UtteranceScores] = [], unjudged: [Unjudged] = []) {
    self.findings = findings
    self.utterances = utterances
    self.unjudged = unjudged
  }

  /// A list that is left out is empty.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    findings = try container.decodeIfPresent([Finding].self, forKey: .findings) ?? []
    utterances = try container.decodeIfPresent([UtteranceScores].self, forKey: .utterances) ?? []
    unjudged = try container.decodeIfPresent([Unjudged].self, forKey: .unjudged) ?? []
  }

  /// A list of what was not judged is left out where it is empty.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(findings, forKey: .findings)
    try container.encode(utterances, forKey: .utterances)
    if !unjudged.isEmpty { try container.encode(unjudged, forKey: .unjudged) }
  }

  private enum CodingKeys: String, CodingKey {
    case findings, utterances, unjudged
  }

  public static let none = Annotations()

  public var isEmpty: Bool { findings.isEmpty && utterances.isEmpty && unjudged.isEmpty }

  /// Those of several annotators as one, the findings in time order.
  public init(merging all: some Sequence<Annotations>) {
    self.init()
    for annotations in all {
      findings += annotations.findings
      utterances += annotations.utterances
      unjudged += annotations.unjudged
    }
    findings = findings.enumerated().sorted {
      ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
    }.map(\.element)
  }
}
