internal import Library
internal import Moderation
internal import PluginHost
internal import PluginKit
internal import Transcript

extension Planner {
  /// What made the findings of a file, from what is stored of it.
  ///
  /// - Parameters:
  ///   - heard: the transcript as it was recognised.
  ///   - found: what the annotators said.
  func origin(
    of recipes: FileRecipes, heard: Transcript, found: Annotations, rules: ReportRules? = nil
  ) -> FindingsOrigin {
    let sources = Set(found.findings.map(\.source) + found.utterances.map(\.source))
    func part(_ step: FileRecipes.Step) -> FindingsOrigin.Part {
      let id = step.plugin?.descriptor.id
      return FindingsOrigin.Part(
        step.plugin?.revision ?? step.recipe.plugin,
        materials: step.materials.sorted { $0.key < $1.key }.map {
          FindingsOrigin.Material($0.key, digest: $0.value.isEmpty ? nil : $0.value)
        },
        judges: id.map { id in
          sources.filter { $0.hasPrefix(id + " ") }.map { String($0.dropFirst(id.count + 1)) }.sorted()
        } ?? [],
        settings: (step.plugin?.changes ?? [:]).mapValues(FindingsOrigin.Setting.init),
        time: workspace.layers.time(of: step.recipe.key))
    }
    let provenance = heard.provenance
    let recognizer = FindingsOrigin.Part(
      provenance.recognizer,
      materials: provenance.model.isEmpty
        ? [] : [FindingsOrigin.Material(provenance.model, digest: provenance.modelDigest)],
      time: workspace.layers.time(of: recipes.recognition.recipe.key))
    return FindingsOrigin(
      profile: profile.name, recognizer: recognizer, embedder: recipes.embedding.map(part),
      annotators: recipes.annotators.map(part), filters: recipes.filters.map(part),
      rules: (rules ?? profile.reports).lines, program: options.program)
  }
}

extension FindingsOrigin.Setting {
  /// - Parameter value: null for what is not told.
  fileprivate init(_ value: JSONValue) {
    switch value {
    case .bool(let value): self = .flag(value)
    case .integer(let value): self = .number(Double(value))
    case .number(let value): self = .number(value)
    case .string(let value): self = .text(value)
    case .object(let members): self = .numbers(members.compactMapValues(\.double))
    case .null, .array: self = .other
    }
  }
}

extension JSONValue {
  fileprivate var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .null, .bool, .string, .array, .object: nil
    }
  }
}
