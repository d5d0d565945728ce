import Foundation
import Subtitles
import Timeline
import Transcript

/// Reads TTML: paragraphs and their times, whatever profile the document is in.
struct TTMLReader {
  static func document(from data: Data) throws -> SubtitleDocument {
    var reader = TTMLReader()
    try XMLEvents.read(data) { event, line in
      switch event {
      case .start(let namespace, let name, let attributes):
        try reader.start(namespace, name, attributes, line)
      case .end:
        reader.end()
      case .text(let text):
        reader.text(text)
      }
      if let fault = reader.fault { throw fault }
    }
    guard reader.sawRoot else { throw SubtitleReadError(line: 1, "this is not TTML: there is no element in the file") }
    return SubtitleDocument(cues: reader.finishedCues(), language: reader.language)
  }

  /// An element that is open: its interval on the document's clock.
  private struct Element {
    enum Kind { case container, paragraph, span, lineBreak, ignored }
    var kind: Kind
    var begin: MediaTime
    /// Nil where nothing ends it.
    var end: MediaTime?
    var isSequence = false
    /// In a sequence: where the child before ended.
    var cursor: MediaTime
    var preservesSpace = false
    var language: LanguageTag
  }

  private static let namespaces: Set<String> = [
    "http://www.w3.org/ns/ttml", "http://www.w3.org/2006/10/ttaf1", "http://www.w3.org/2006/04/ttaf1", "",
  ]
  private static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

  private var timing = TTMLTiming(parameters: [:])
  private var stack: [Element] = []
  private var paragraph: TTMLParagraph?
  private var paragraphLine = 0
  private var cues: [TTMLParagraph.OpenCue] = []
  private var sawRoot = false
  private var language = LanguageTag.undetermined
  private var fault: SubtitleReadError?

  private mutating func start(
    _ namespace: String, _ name: String, _ attributes: [XMLEvent.Attribute], _ line: Int
  ) throws {
    guard let parent = stack.last else {
      try startRoot(namespace, name, attributes, line)
      return
    }
    var element = parent
    element.kind = kind(of: namespace, name, attributes, in: parent.kind)
    element.isSequence = false
    guard element.kind != .ignored else {
      stack.append(element)
      return
    }
    var times: [String: String] = [:]
    for attribute in attributes {
      switch (attribute.namespace, attribute.name) {
      case ("", "begin"), ("", "end"), ("", "dur"): times[attribute.name] = attribute.value
      case ("", "timeContainer"): element.isSequence = attribute.value == "seq"
      case (Self.xmlNamespace, "space"): element.preservesSpace = attribute.value == "preserve"
      default: break
      }
    }
    try setInterval(&element, times, in: parent, line)
    stack.append(element)
    switch element.kind {
    case .paragraph:
      paragraph = TTMLParagraph()
      paragraphLine = line
    case .lineBreak:
      paragraph?.append("\n", from: element.begin, to: element.end, preservesSpace: true)
    default:
      break
    }
  }

  private mutating func startRoot(
    _ namespace: String, _ name: String, _ attributes: [XMLEvent.Attribute], _ line: Int
  ) throws {
    guard name == "tt", Self.namespaces.contains(namespace) else {
      throw SubtitleReadError(line: line, "this is not TTML: the root element is “\(name)”, not “tt” of TTML")
    }
    sawRoot = true
    var parameters: [String: String] = [:]
    var preservesSpace = false
    for attribute in attributes {
      if attribute.namespace == Self.xmlNamespace, attribute.name == "lang" { language = LanguageTag(attribute.value) }
      if attribute.namespace == Self.xmlNamespace, attribute.name == "space" {
        preservesSpace = attribute.value == "preserve"
      }
      if attribute.namespace.hasSuffix("#parameter") { parameters[attribute.name] = attribute.value }
    }
    timing = TTMLTiming(parameters: parameters)
    stack.append(
      Element(
        kind: .container, begin: .zero, end: nil, cursor: .zero, preservesSpace: preservesSpace, language: language))
  }

  private func kind(
    of namespace: String, _ name: String, _ attributes: [XMLEvent.Attribute], in parent: Element.Kind
  ) -> Element.Kind {
    guard Self.namespaces.contains(namespace) else { return .ignored }
    switch (parent, name) {
    case (.container, "body"), (.container, "div"): return .container
    case (.container, "p"): return .paragraph
    case (.paragraph, "br"), (.span, "br"): return .lineBreak
    case (.paragraph, "span"), (.span, "span"):
      // Ruby annotations are not part of the running text.
      let ruby = attributes.first { $0.namespace.hasSuffix("#styling") && $0.name == "ruby" }?.value
      return ["text", "textContainer", "delimiter"].contains(ruby) ? .ignored : .span
    default: return .ignored
    }
  }

  /// Resolves `begin`, `end` and `dur`, which count from the begin of the parent, or in a sequence from the end of the
  /// child before.
  private func setInterval(
    _ element: inout Element, _ times: [String: String], in parent: Element, _ line: Int
  ) throws {
    func time(_ name: String) throws -> MediaTime? {
      guard let expression = times[name] else { return nil }
      guard let time = timing.time(expression) else {
        throw SubtitleReadError(line: line, "\(name)=\"\(expression)\" is not a time that TTML knows")
      }
      return time
    }
    let latest = SubtitleDocument.latestTime
    let origin = parent.isSequence ? parent.cursor : parent.begin
    let begin = min(latest, origin + (try time("begin") ?? .zero))
    let ends = [try time("end").map { origin + $0 }, try time("dur").map { begin + $0 }, parent.end]
    element.begin = begin
    element.cursor = begin
    element.end = ends.compactMap(\.self).min().map { max(begin, min(latest, $0)) }
  }

  private mutating func end() {
    guard let element = stack.popLast() else { return }
    if element.kind != .ignored, let parent = stack.indices.last {
      stack[parent].cursor = max(stack[parent].cursor, element.end ?? element.begin)
    }
    guard element.kind == .paragraph, let finished = paragraph else { return }
    paragraph = nil
    guard let found = finished.cues() else {
      fault = SubtitleReadError(
        line: paragraphLine, "a paragraph has more than \(TTMLParagraph.maximumTimes) times: this is not a subtitle")
      return
    }
    cues += found
  }

  private mutating func text(_ text: String) {
    guard let element = stack.last, element.kind == .paragraph || element.kind == .span else { return }
    paragraph?.append(text, from: element.begin, to: element.end, preservesSpace: element.preservesSpace)
  }

  /// In the order of the document's clock. What nothing ends is shown until the next cue, ten seconds at the most.
  private func finishedCues() -> [Cue] {
    let sorted = cues.sorted { $0.begin < $1.begin }
    var cues: [Cue] = []
    var next: MediaTime?
    var following: MediaTime?
    for cue in sorted.reversed() {
      if let following, following > cue.begin { next = following }
      let longest = cue.begin + MediaTime(milliseconds: 10_000)
      let end = cue.end ?? next.map { min($0, longest) } ?? longest
      cues.append(Cue(range: TimeRange(start: cue.begin, end: end), lines: cue.lines))
      following = cue.begin
    }
    return cues.reversed()
  }
}
