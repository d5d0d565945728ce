internal import Timeline

/// What annotators say of a transcript.
public struct Annotations: Hashable, Sendable, Codable {
  /// In time order.
  public var findings: [Finding]
  /// In time order for each source; empty where no annotator judges utterances.
  public var utterances: [UtteranceScores]

  public init(findings: [Finding] = [], utterances: [UtteranceScores] = []) {
    self.findings = findings
    self.utterances = utterances
  }

  /// A list that is left out is empty.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    findings = try container.decodeIfPresent([Finding].self, forKey: .findings) ?? []
    utterances = try container.decodeIfPresent([UtteranceScores].self, forKey: .utterances) ?? []
  }

  public static let none = Annotations()

  public var isEmpty: Bool { findings.isEmpty && utterances.isEmpty }

  /// Those of several annotators as one, the findings in time order.
  public init(merging all: some Sequence<Annotations>) {
    self.init()
    for annotations in all {
      findings += annotations.findings
      utterances += annotations.utterances
    }
    findings = findings.enumerated().sorted {
      ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
    }.map(\.element)
  }
}
