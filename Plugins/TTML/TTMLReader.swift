import Foundation
import Subtitles
import Timeline
import Transcript

/// Reads TTML: paragraphs with their times, looks and places, whatever profile the document is in.
struct TTMLReader {
  static func document(from data: Data) throws -> SubtitleDocument {
    var reader = TTMLReader()
    let remarks = try XMLEvents.read(data) { event, line in
      switch event {
      case .start(let namespace, let name, let attributes):
        try reader.start(TTMLNamespace(namespace), name, attributes, line)
      case .end:
        try reader.end()
      case .text(let text):
        reader.text(text)
      case .comment(let text):
        if reader.sawRoot { reader.metadata.note(text) }
      }
    }
    var document = try reader.finish()
    document.remarks = remarks + document.remarks
    return document
  }

  var timing = TTMLTiming(parameters: [:])
  var picture = TTMLPicture()
  var sheet = TTMLStyleSheet()
  var regions: [String: TTMLRegion] = [:]
  var metadata = TTMLMetadata()
  var stack: [TTMLElement] = []
  /// The region that is being read, with the styles that stand in it.
  var openRegion: TTMLRegion?
  /// The text of the element of metadata that is being read.
  var fieldText = ""
  var paragraph: TTMLParagraph?
  var paragraphLine = 0
  var ruby: TTMLRuby?
  var cues: [TTMLParagraph.OpenCue] = []
  var work = TTMLParagraph.maximumWork
  /// Elements whose times are none.
  var mistimed = TTMLOmission()
  /// Paragraphs that are over before they begin.
  var unseen = TTMLOmission()
  var sawImage = false
  var sawRoot = false
  /// Whether spans are words of lyrics that light up one by one, and not text that comes and goes.
  var hasWordTimes = false
  /// Of the whole document.
  var language = LanguageTag.undetermined
  /// Those that elements above paragraphs have where text is.
  var blockLanguages: Set<LanguageTag> = []

  private mutating func start(
    _ namespace: TTMLNamespace, _ name: String, _ all: [XMLEvent.Attribute], _ line: Int
  ) throws {
    guard let parent = stack.last else {
      try startRoot(namespace, name, all, line)
      return
    }
    let kind = kind(of: namespace, name, in: parent.kind)
    guard kind != .ignored else {
      stack[stack.count - 1].unknownName = nil
      var element = TTMLElement(kind: .ignored)
      if [.metadata, .other].contains(namespace) { element.unknownName = name }
      stack.append(element)
      return
    }
    let attributes = TTMLElement.Attributes(all)
    guard !kind.isContent else {
      try startContent(kind, attributes, in: parent, line)
      return
    }
    stack.append(TTMLElement(kind: kind))
    try startHead(kind, attributes, in: parent, line)
  }

  private mutating func startRoot(
    _ namespace: TTMLNamespace, _ name: String, _ all: [XMLEvent.Attribute], _ line: Int
  ) throws {
    guard name == "tt", namespace == .core else {
      throw SubtitleReadError(line: line, "this is not TTML: the root element is “\(name)”, not “tt” of TTML")
    }
    sawRoot = true
    let attributes = TTMLElement.Attributes(all)
    language = attributes.xml["lang"].map { LanguageTag($0) } ?? .undetermined
    timing = TTMLTiming(parameters: attributes.parameters)
    picture = TTMLPicture(attributes)
    hasWordTimes = all.contains { attribute in
      attribute.namespace == "http://music.apple.com/lyric-ttml-internal" && attribute.name == "timing"
        && attribute.value == "Word"
    }
    var root = TTMLElement(kind: .root)
    root.preservesSpace = attributes.xml["space"] == "preserve"
    root.language = language
    stack.append(root)
  }

  /// What an element is where it stands.
  private func kind(of namespace: TTMLNamespace, _ name: String, in parent: TTMLElement.Kind) -> TTMLElement.Kind {
    switch (namespace, parent, name) {
    case (.core, .root, "head"): .head
    case (.core, .root, "body"): .container
    case (.core, .head, "styling"): .styling
    case (.core, .head, "layout"): .layout
    case (.core, .styling, "style"), (.core, .region, "style"): .style
    case (.core, .styling, "initial"): .initial
    case (.core, .layout, "region"), (.core, .container, "region"), (.core, .paragraph, "region"): .region
    case (.core, .container, "div"): .container
    case (.core, .container, "p"): .paragraph
    case (.core, .paragraph, "span"), (.core, .span, "span"): .span
    case (.core, .paragraph, "br"), (.core, .span, "br"): .lineBreak
    case (.core, .container, "set"), (.core, .paragraph, "set"), (.core, .span, "set"): .set
    case (.core, .container, "image"), (.core, .paragraph, "image"), (.core, .span, "image"): .image
    case (.core, .ignored, _), (.core, .field, _): .ignored
    case (.core, _, "metadata"): .metadata
    case (.metadata, .ignored, _), (.metadata, .field, _): .ignored
    case (.metadata, _, "title"): .field(.title)
    case (.metadata, _, "desc"): .field(.description)
    case (.metadata, _, "altText"): .field(.alternativeText)
    case (.metadata, .agent, "name"): .field(.agentName(isWhole: false))
    case (.metadata, _, "agent"): .agent
    default: .ignored
    }
  }

  private mutating func end() throws {
    guard let element = stack.popLast() else { return }
    if let name = element.unknownName { metadata.pass(over: name) }
    if element.kind.isContent {
      try endContent(element)
    } else {
      endHead(element)
    }
  }

  private mutating func text(_ text: String) {
    guard let element = stack.last else { return }
    switch element.kind {
    case .paragraph, .span: contentText(text, in: element)
    case .field: fieldText += text
    default: break
    }
  }

  private mutating func finish() throws -> SubtitleDocument {
    guard sawRoot else { throw SubtitleReadError(line: 1, "this is not TTML: there is no element in the file") }
    guard !cues.isEmpty || !sawImage else {
      throw SubtitleReadError("the subtitles in this file are pictures without any text")
    }
    if cues.isEmpty, mistimed.count > 0 { throw SubtitleReadError(line: mistimed.line, mistimed.reason) }
    var document = SubtitleDocument(cues: finishedCues(), language: language)
    document.remarks = omissions
    document.title = metadata.title
    document.notes = metadata.notes
    document.otherMetadata = metadata.others
    document.frameRate = timing.statedFrameRate
    if language.isUndetermined, blockLanguages.count == 1, let language = blockLanguages.first {
      document.setLanguage(language)
    }
    return document
  }

  /// What was passed over, for people.
  private var omissions: [String] {
    var remarks: [String] = []
    if mistimed.count > 0 {
      let isOne = mistimed.count == 1
      remarks.append(
        (isOne ? "an element was passed over, in" : "\(mistimed.count) elements were passed over, the first in")
          + " line \(mistimed.line): \(mistimed.reason)")
    }
    if unseen.count > 0 {
      let isOne = unseen.count == 1
      remarks.append(
        (isOne ? "a paragraph is never shown, in" : "\(unseen.count) paragraphs are never shown, the first in")
          + " line \(unseen.line): over before the beginning")
    }
    return remarks
  }

  /// In the order of the document's clock. What nothing ends is shown until the next cue, ten seconds at the most.
  private func finishedCues() -> [Cue] {
    let sorted = cues.sorted { $0.begin < $1.begin }
    var cues: [Cue] = []
    var next: MediaTime?
    var following: MediaTime?
    for open in sorted.reversed() {
      if let following, following > open.begin { next = following }
      let longest = open.begin + MediaTime(milliseconds: 10_000)
      let end = open.end ?? next.map { min($0, longest) } ?? longest
      var cue = Cue(
        range: TimeRange(start: open.begin, end: end), text: open.text, id: open.id, placement: open.placement)
      cue.isForced = open.isForced
      cues.append(cue)
      following = open.begin
    }
    return cues.reversed()
  }
}

/// What is passed over of a document.
struct TTMLOmission {
  private(set) var count = 0
  /// Of the first.
  private(set) var line = 0
  private(set) var reason = ""

  mutating func note(_ line: Int, _ reason: String) {
    if count == 0 { (self.line, self.reason) = (line, reason) }
    count += 1
  }
}

extension SubtitleDocument {
  /// Makes a language that all text has that of the document.
  fileprivate mutating func setLanguage(_ language: LanguageTag) {
    self.language = language
    for cue in cues.indices {
      for line in cues[cue].text.indices {
        for span in cues[cue].text[line].spans.indices where cues[cue].text[line].spans[span].language == language {
          cues[cue].text[line].spans[span].language = nil
        }
      }
    }
  }
}
