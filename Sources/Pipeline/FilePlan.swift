package import Library
package import SystemPackage

/// What would be done with one file, and why.
package struct FilePlan: Sendable {
  package var item: MediaItem
  package var stages: [StagePlan]
  /// Why nothing can be done, where that can be told without opening the sound.
  package var problem: String?
  /// The rule by which the file is left alone.
  package var skip: SkipDecision?
  /// Where the file was when its results were made: they follow it.
  package var formerPath: FilePath?

  init(item: MediaItem, stages: [StagePlan], problem: String? = nil, skip: SkipDecision? = nil) {
    self.item = item
    self.stages = stages
    self.problem = problem
    self.skip = skip
  }

  /// Whether a run would do nothing.
  package var isUpToDate: Bool {
    problem == nil && formerPath == nil && stages.allSatisfy { !$0.decision.isStale }
  }
}

/// What would be done in one stage.
package struct StagePlan: Hashable, Sendable {
  package var stage: Stage
  package var decision: StageDecision
  /// The file that the stage writes; nil for stages that write none, and while the language in its name is unknown.
  package var output: FilePath?
}

/// Whether a stage runs.
package enum StageDecision: Hashable, Sendable {
  /// The stored result is current.
  case fresh
  /// It runs.
  case stale(reason: String)
  /// It does not run although there is no current result, because of a rule.
  case skipped(reason: String)

  package var isStale: Bool { if case .stale = self { true } else { false } }

  /// `fresh`, `stale`, `skipped`.
  package var name: String {
    switch self {
    case .fresh: "fresh"
    case .stale: "stale"
    case .skipped: "skipped"
    }
  }

  package var reason: String? {
    switch self {
    case .fresh: nil
    case .stale(let reason), .skipped(let reason): reason
    }
  }
}
