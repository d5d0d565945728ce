internal import PluginHost
internal import PluginKit

/// Who needs what from whom in a profile, before anything runs.
///
/// The order is that of every run: the recogniser, the annotators, the filters as they stand, the outputs.
struct ProfileGraph {
  /// A plug-in in its place.
  struct Node {
    var kind: PluginDescriptor.Kind
    var descriptor: PluginDescriptor
    /// JSON pointer to its place in the profile.
    var pointer: String

    var stage: String {
      switch kind {
      case .speechRecognizer: Stage.recognise.name
      case .transcriptFilter: Stage.filter(descriptor.shortName).name
      case .annotator: Stage.annotate(descriptor.shortName).name
      case .subtitleFormat, .exporter: Stage.output(descriptor.shortName).name
      }
    }
  }

  private let nodes: [Node]
  /// Those that each node waits for, by index.
  private let needs: [[Int]]

  init(recognizers: [Node], annotators: [Node], filters: [Node], outputs: [Node]) {
    let nodes = recognizers + annotators + filters + outputs
    self.nodes = nodes
    needs = nodes.indices.map { Self.needs(of: $0, in: nodes) }
  }

  private static func needs(of index: Int, in nodes: [Node]) -> [Int] {
    let node = nodes[index]
    let runsInOrder = node.kind == .speechRecognizer || node.kind == .transcriptFilter
    return node.descriptor.takes.sorted { $0.rawValue < $1.rawValue }.flatMap { layer -> [Int] in
      if LayerKind.given.contains(layer) { return [] }
      let sources = nodes.indices.filter { $0 != index && nodes[$0].descriptor.produces.contains(layer) }
      let earlier = sources.filter { $0 < index && nodes[$0].kind != .annotator }
      // A text is made from the one before it, and everything else from the last.
      if layer == .transcript, let last = earlier.last { return [last] }
      // What it can do without does not have to come before it.
      if !node.descriptor.consumes.contains(layer) {
        return sources.filter { $0 < index || (node.kind, nodes[$0].kind) == (.annotator, .annotator) }
      }
      // A filter takes what there is when its turn comes.
      return runsInOrder && !earlier.isEmpty ? earlier : sources
    }
  }

  /// The annotators by their index, each after those that it needs; as they stand where that leaves a choice.
  var annotatorOrder: [Int] {
    let annotators = nodes.indices.filter { nodes[$0].kind == .annotator }
    var order: [Int] = []
    while let next = annotators.first(where: { index in
      !order.contains(index) && needs[index].allSatisfy { nodes[$0].kind != .annotator || order.contains($0) }
    }) {
      order.append(next)
    }
    return order.map { $0 - (annotators.first ?? 0) }
  }

  /// - Parameter known: all plug-ins that a profile could name.
  func problems(known: [PluginDescriptor]) -> [ConfigurationDiagnostic] {
    let missing = nodes.indices.flatMap { missingInputs(of: $0, known: known) }
    let circles = circles()
    return missing + circles.map(problem) + (circles.isEmpty ? latecomers() : [])
  }

  private func missingInputs(of index: Int, known: [PluginDescriptor]) -> [ConfigurationDiagnostic] {
    let node = nodes[index]
    return node.descriptor.consumes.sorted { $0.rawValue < $1.rawValue }.filter { layer in
      !LayerKind.given.contains(layer)
        && !nodes.indices.contains { $0 != index && nodes[$0].descriptor.produces.contains(layer) }
    }.map { layer in
      let makers = known.filter { $0.produces.contains(layer) && $0.id != node.descriptor.id }.map(\.shortName)
      let layers = Set(known.flatMap(\.produces)).subtracting([layer]).map(\.rawValue)
      let advice =
        if !makers.isEmpty {
          "add \(makers.map { "“\($0)”" }.joined(separator: " or "))"
        } else if let near = Spelling.nearest(to: layer.rawValue, in: layers) {
          "no plug-in does; is “\(near)” meant?"
        } else {
          "no plug-in that is here does"
        }
      return ConfigurationDiagnostic(
        node.pointer,
        "the stage \(node.stage) needs “\(layer.rawValue)”, which nothing in this profile produces; \(advice)")
    }
  }

  /// Ways that lead back to where they began, each once.
  private func circles() -> [[Int]] {
    var circles: [[Int]] = []
    var done: Set<Int> = []
    func visit(_ index: Int, _ path: [Int]) {
      if let start = path.firstIndex(of: index) {
        let circle = Array(path[start...])
        if !circles.contains(where: { Set($0) == Set(circle) }) { circles.append(circle) }
        return
      }
      guard !done.contains(index) else { return }
      for next in needs[index] { visit(next, path + [index]) }
      done.insert(index)
    }
    for index in nodes.indices { visit(index, []) }
    return circles
  }

  private func problem(_ circle: [Int]) -> ConfigurationDiagnostic {
    // It begins with the one that runs first: what that one needs comes too late.
    let first = circle.indices.min { circle[$0] < circle[$1] } ?? 0
    let turned = circle[first...] + circle[..<first] + [circle[first]]
    let stages = turned.map { nodes[$0].stage }.joined(separator: " → ")
    return ConfigurationDiagnostic(nodes[circle[first]].pointer, "these stages need each other: \(stages)")
  }

  /// Those that need what is made after them.
  private func latecomers() -> [ConfigurationDiagnostic] {
    nodes.indices.flatMap { index in
      // Annotators among themselves run as they need each other.
      let late = needs[index].filter {
        $0 > index && (nodes[index].kind, nodes[$0].kind) != (.annotator, .annotator)
      }
      return late.map { late in
        ConfigurationDiagnostic(
          nodes[index].pointer,
          "the stage \(nodes[index].stage) needs what \(nodes[late].stage) makes, which runs after it")
      }
    }
  }
}
