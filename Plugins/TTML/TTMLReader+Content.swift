import Subtitles
import Timeline
import Transcript

/// The body: times, looks and text.
extension TTMLReader {
  mutating func startContent(
    _ kind: TTMLElement.Kind, _ attributes: TTMLElement.Attributes, in parent: TTMLElement, _ line: Int
  ) throws {
    var element = parent
    element.kind = kind
    (element.hasImage, element.alternativeText) = (kind == .image || attributes.hasBackgroundImage, nil)
    element.isSequence = attributes.core["timeContainer"] == "seq"
    if let space = attributes.xml["space"] { element.preservesSpace = space == "preserve" }
    if let language = attributes.xml["lang"] { element.language = LanguageTag(language) }
    if let agent = attributes.metadata["agent"] { element.agent = agent }
    let origin = parent.isSequence ? parent.cursor : parent.begin
    guard let interval = try interval(attributes, from: origin, within: parent.end, line) else {
      stack.append(TTMLElement(kind: .ignored))
      return
    }
    (element.begin, element.end) = interval
    element.hasOwnEnd = attributes.core["end"] != nil || attributes.core["dur"] != nil
    (element.cursor, element.isOpen) = (element.begin, false)
    if hasWordTimes, kind == .span {
      element.wordStart = element.begin
      (element.begin, element.end) = (parent.begin, parent.end)
    }
    guard kind != .set else {
      set(attributes.style, from: element.begin, to: element.end)
      stack.append(element)
      return
    }
    setStyle(&element, attributes, in: parent)
    if let id = attributes.core["region"], let region = regions[id] {
      element.region = region
      element.hasOwnRegion = kind == .span || element.hasOwnRegion
    }
    if kind == .paragraph {
      element.hasOwnRegion = false
      paragraph = TTMLParagraph(id: attributes.id)
      paragraphLine = line
    }
    if kind == .paragraph || kind == .span && attributes.core["region"] != nil {
      element.placement = placement(in: element)
    }
    if kind == .span { startRuby(&element, in: parent) }
    sawImage = sawImage || element.hasImage
    stack.append(element)
    if kind == .lineBreak, !element.isHidden { append("\n", in: element, preservesSpace: true) }
  }

  /// `begin`, `end` and `dur` count from `origin`: the begin of the parent, or in a sequence the end of the child before.
  /// Nil where one of them is no time.
  mutating func interval(
    _ attributes: TTMLElement.Attributes, from origin: MediaTime, within latest: MediaTime?, _ line: Int
  ) throws -> (begin: MediaTime, end: MediaTime?)? {
    var wrong: String?
    func time(_ name: String) throws -> MediaTime? {
      guard let expression = attributes.core[name] else { return nil }
      if let time = timing.time(expression) { return time }
      guard !expression.hasPrefix("wallclock(") else {
        throw SubtitleReadError(line: line, "\(name)=\"\(expression)\" is a day, not a place in the media")
      }
      wrong = wrong ?? "\(name)=\"\(expression)\" is not a time that TTML knows"
      return nil
    }
    let last = SubtitleDocument.latestTime
    let begin = min(last, origin + (try time("begin") ?? .zero))
    let ends = [try time("end").map { origin + $0 }, try time("dur").map { begin + $0 }, latest]
    if let wrong {
      mistimed.note(line, wrong)
      return nil
    }
    return (begin, ends.compactMap(\.self).min().map { max(begin, min(last, $0)) })
  }

  /// A change of what can be seen of the element that is open; other changes are not taken over.
  private mutating func set(_ style: TTMLStyle, from begin: MediaTime, to end: MediaTime?) {
    guard let index = stack.indices.last else { return }
    let window = TTMLVisibility.Window(begin: begin, end: end)
    if style.hides || style.isVisible == false {
      stack[index].visibility.hide(window)
    } else if style.isDisplayed == true || style.isVisible == true || style.opacity != nil {
      let wasHidden = stack[index].isHidden || stack[index].style.isVisible == false
      stack[index].visibility.show(window, wasHidden: wasHidden)
      // What is around it may hide it all the same.
      stack[index].isHidden = index > 0 && stack[index - 1].isHidden
      if style.isVisible == true { stack[index].style.isVisible = true }
    }
  }

  private mutating func setStyle(
    _ element: inout TTMLElement, _ attributes: TTMLElement.Attributes, in parent: TTMLElement
  ) {
    let own = attributes.style.over(sheet.style(attributes.references))
    element.style = own.inherited(over: parent.style)
    element.ruby = own.ruby ?? .none
    element.isHidden = parent.isHidden || own.hides
    element.hasOwnColor = own.color != nil ? element.kind == .span : parent.hasOwnColor
    // A background that cannot be seen leaves that of the element around it to be seen.
    let around = parent.style.background
    if let background = own.background, background.alpha > 0 || element.kind == .span && (around?.alpha ?? 0) == 0 {
      element.style.background = background
    } else {
      element.style.background = around
    }
  }

  private mutating func startRuby(_ element: inout TTMLElement, in parent: TTMLElement) {
    switch element.ruby {
    case .container:
      if ruby == nil { ruby = TTMLRuby() } else { element.ruby = .none }
    case .none:
      // What is inside of a base is a part of it.
      element.ruby = [.base, .text, .delimiter].contains(parent.ruby) ? parent.ruby : .none
    default:
      if ruby == nil {
        // An annotation that belongs to nothing is not part of the running text.
        element.isHidden = element.isHidden || [.text, .textContainer, .delimiter].contains(element.ruby)
      } else {
        ruby?.start(element.ruby)
      }
    }
  }

  mutating func contentText(_ text: String, in element: TTMLElement) {
    // Text that stands in a sequence by itself has no duration.
    guard !element.isSequence else { return }
    if !CueText.lines(of: text).isEmpty { stack[stack.count - 1].isOpen = true }
    guard !element.isHidden else { return }
    append(text, in: element, preservesSpace: element.preservesSpace)
  }

  /// Where white space is not preserved, a line feed in text is a space.
  private mutating func append(_ text: String, in element: TTMLElement, preservesSpace: Bool) {
    let style = element.style.over(element.region?.style ?? TTMLStyle()).over(sheet.initial)
    guard style.isVisible != false, element.region?.style.hides != true else { return }
    var span = CueSpan(preservesSpace ? text : Self.withoutLineFeeds(text), style: textStyle(style, of: element))
    span.voice = element.agent.flatMap { metadata.voice($0) }
    span.language = element.language == language ? nil : element.language
    span.start = element.wordStart.flatMap { $0 > element.begin ? $0 : nil }
    var piece = TTMLParagraph.Piece(
      span: span, begin: element.begin, end: element.end, placement: element.placement,
      isForced: style.isForced ?? false, hasOwnRegion: element.hasOwnRegion)
    if let region = element.region {
      piece.begin = max(piece.begin, region.begin)
      piece.end = [piece.end, region.end].compactMap(\.self).min()
    }
    // Nothing else may hold the container meanwhile, or it is copied for every piece.
    guard ruby != nil else {
      for part in element.visibility.parts(of: TTMLVisibility.Window(begin: piece.begin, end: piece.end)) {
        (piece.begin, piece.end) = (part.begin, part.end)
        paragraph?.append(piece)
      }
      return
    }
    switch element.ruby {
    case .base: ruby?.append(base: piece)
    case .text: ruby?.append(text: text)
    default: break
    }
  }

  private func textStyle(_ style: TTMLStyle, of element: TTMLElement) -> TextStyle {
    var text = TextStyle()
    text.isItalic = style.isItalic ?? false
    text.isBold = style.isBold ?? false
    text.isUnderlined = style.isUnderlined ?? false
    text.isStruckOut = style.isStruckOut ?? false
    // White is what text is where nothing else is said, and most documents say so.
    text.color = style.color == TextColor(255, 255, 255) && !element.hasOwnColor ? nil : style.color
    let background = element.style.background
    let region = element.region?.style.background
    text.background = (background?.alpha ?? 0) > 0 ? background : (region?.alpha ?? 0) > 0 ? region : background
    return text
  }

  private static func withoutLineFeeds(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(scalar == "\n" || scalar == "\r" ? " " : scalar) }
    return String(scalars)
  }

  /// Nil where the document leaves it to the player: there is no region, and nothing says how lines are aligned.
  func placement(in element: TTMLElement) -> CuePlacement? {
    let style = element.style.over(element.region?.style ?? TTMLStyle()).over(sheet.initial)
    guard let region = element.region else {
      var placement = CuePlacement()
      placement.alignment = style.alignment ?? placement.alignment
      return placement == CuePlacement() ? nil : placement
    }
    // `start` follows the script; where a document wants it otherwise, the side that it means is given.
    let writing = region.style.writingMode ?? .leftToRight
    let runsFromRight = style.isRightToLeft ?? (writing == .rightToLeft)
    var alignment = style.alignment ?? .start
    if [.leftToRight, .rightToLeft].contains(writing), runsFromRight != language.isWrittenRightToLeft {
      alignment = alignment == .start ? (runsFromRight ? .right : .left) : alignment
      alignment = alignment == .end ? (runsFromRight ? .left : .right) : alignment
    }
    let placement = region.placement(alignment, in: picture, isRightToLeft: runsFromRight)
    return placement == CuePlacement() ? nil : placement
  }

  mutating func endContent(_ element: TTMLElement) throws {
    guard element.kind != .set else { return }
    if let parent = stack.indices.last {
      // What nothing ends is over with what is in it; text is shown for as long as what is around it.
      let isEnded = element.hasOwnEnd || element.isOpen
      let end = isEnded ? element.end ?? element.cursor : min(element.cursor, element.end ?? element.cursor)
      stack[parent].cursor = max(stack[parent].cursor, end)
      stack[parent].isOpen = stack[parent].isOpen || element.isOpen && !element.hasOwnEnd
    }
    if element.kind == .span, element.ruby == .container, let finished = ruby {
      ruby = nil
      for piece in finished.pieces { paragraph?.append(piece) }
    }
    appendAlternative(of: element)
    guard element.kind == .paragraph, let finished = paragraph else { return }
    (paragraph, ruby) = (nil, nil)
    guard let found = finished.cues(&work) else {
      throw SubtitleReadError(
        line: paragraphLine, "paragraphs have more times and places than subtitles do")
    }
    cues += found
    if found.isEmpty, finished.hasUnseenText { unseen.note(paragraphLine, "") }
    if !found.isEmpty, let block = stack.last { blockLanguages.insert(block.language) }
  }

  /// A picture whose text is given as well is a cue with that text.
  private mutating func appendAlternative(of element: TTMLElement) {
    guard element.hasImage, !element.isHidden, let text = element.alternativeText else { return }
    var piece = TTMLParagraph.Piece(span: CueSpan(text), begin: element.begin, end: element.end)
    piece.isForced = element.style.over(element.region?.style ?? TTMLStyle()).isForced ?? false
    var picture = TTMLParagraph(id: nil)
    picture.append(piece)
    cues += picture.cues(&work) ?? []
  }
}
