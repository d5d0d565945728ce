import Transcript

/// The windows that a worker has at hand. Each has a row, in which it is heard, its text is written, and the next window
/// follows as soon as that is done, while the others go on.
final class WindowBatch {
  private let tools: RecognitionTools
  private let model: WhisperModel
  private let options: DecodingOptions
  private var rows: [Row?]
  /// What is spoken in a window, and what its text starts from; until it is set, windows are heard but nothing is written.
  var begin: Beginning?
  /// The row whose text was not believed and is drawn anew, several at a time. Others wait for their turn: memory is
  /// there for one.
  private var drawing: Int?
  /// Steps that the decoder had made before.
  let firstStep: Int

  typealias Beginning = (SpeechWindow, Impression) throws -> (language: LanguageTag, prompt: [Int])

  /// A window that was heard.
  private struct Row {
    var window: SpeechWindow
    var impression: Impression?
    var language = LanguageTag.undetermined
    var search: TextSearch?
  }

  /// A window whose text is done.
  struct Result {
    var row: Int
    var window: SpeechWindow
    var language: LanguageTag
    /// Nil where nobody speaks.
    var text: WindowText?
  }

  init(_ tools: RecognitionTools, _ model: WhisperModel, _ options: DecodingOptions) {
    self.tools = tools
    self.model = model
    self.options = options
    rows = Array(repeating: nil, count: tools.capacity)
    firstStep = tools.decoder.steps
  }

  var isEmpty: Bool { rows.allSatisfy { $0 == nil } }
  var hasRoom: Bool { rows.contains { $0 == nil } }

  /// The windows that the decoder has heard, and what it thinks of them.
  var impressions: [(SpeechWindow, Impression)] {
    rows.compactMap { row in row.flatMap { row in row.impression.map { (row.window, $0) } } }
  }

  /// Makes the features of the window that is heard next.
  func prepare(_ samples: [Float]) {
    tools.listener.prepare(samples)
  }

  /// Hears the window that was prepared; there must be room.
  func hear(_ window: SpeechWindow) throws {
    guard let row = rows.firstIndex(where: { $0 == nil }) else { preconditionFailure("no room for a window") }
    try tools.listener.hear(window: row)
    rows[row] = Row(window: window)
  }

  /// Lets all texts go on by a token.
  ///
  /// - Returns: the windows that are done. They keep their rows until these are released.
  func step() throws -> [Result] {
    let feeds = try rows.indices.map { try self.feeds($0) }
    guard feeds.contains(where: { !$0.isEmpty }) else { return [] }
    let step = try tools.decoder.step(feeds.flatMap { $0 })
    var done: [Result] = []
    var first = 0
    for index in rows.indices where !feeds[index].isEmpty {
      let own = first..<first + feeds[index].count
      first = own.upperBound
      guard rows[index]?.search != nil else {
        rows[index]?.impression = Impression(
          step.logits(own.lowerBound), model, allowed: options.languages)
        continue
      }
      // In place: a copy would copy all that was seen as well.
      for copy in rows[index]?.search?.advance(step, feeds: own) ?? [] {
        tools.decoder.copy(from: copy.source, to: copy.target, count: copy.count)
      }
      if let row = rows[index], let search = row.search, search.isDone {
        let seconds = Double(row.window.count) / Double(LogMelSpectrogram.sampleRate)
        done.append(
          Result(row: index, window: row.window, language: row.language, text: search.text(seconds: seconds)))
      }
    }
    return done
  }

  /// Makes room for another window.
  func release(_ row: Int) {
    rows[row] = nil
    if drawing == row { drawing = nil }
    // The next window's first text takes the place of this one's; whether it has others is not known.
    tools.decoder.forget(slots(row).dropFirst())
  }

  /// Where the texts of a row are remembered.
  private func slots(_ row: Int) -> Range<Int> { row * options.width..<(row + 1) * options.width }

  /// Forgets all windows.
  func releaseAll() {
    for row in rows.indices { release(row) }
  }

  /// The positions of the encoder that hold the sound of a window, not the silence after it.
  private func soundPositions(of window: SpeechWindow, at row: Int) -> Int {
    let each = WindowListener.samplesPerPosition
    return min(tools.listener.sound.positions(of: row), max(1, (window.count + each - 1) / each))
  }

  /// What the decoder is fed for a row; nothing where it waits.
  private func feeds(_ index: Int) throws -> [TextFeed] {
    guard let row = rows[index] else { return [] }
    let slots = Array(slots(index))
    guard let impression = row.impression else {
      return [TextFeed(slot: slots[0], window: index, position: 0, tokens: [model.tokenizer.startOfTranscript])]
    }
    guard let begin else { return [] }
    if row.search == nil {
      let (language, prompt) = try begin(row.window, impression)
      rows[index]?.language = language
      rows[index]?.search = TextSearch(
        model, options: options, language: language, prompt: prompt, noSpeech: impression.noSpeech,
        positions: soundPositions(of: row.window, at: index), slots: slots)
    }
    if rows[index]?.search?.isDrawing == true {
      guard drawing ?? index == index else { return [] }
      drawing = index
    }
    let next = rows[index]?.search?.next ?? []
    return next.map { TextFeed(slot: $0.slot, window: index, position: $0.position, tokens: $0.tokens) }
  }
}
