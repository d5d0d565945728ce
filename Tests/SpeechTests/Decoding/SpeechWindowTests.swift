import Speech
import TestSupport
import Testing

struct SpeechWindowTests {
  @Test func `islands share a window while there is room`() {
    let windows = SpeechWindow.pack([0..<100, 150..<250, 400..<900, 1000..<1300], capacity: 700)
    #expect(windows.map { $0.pieces.map(\.source) } == [[0..<100, 150..<250, 400..<900], [1000..<1300]])
    #expect(windows[0].pieces.map(\.offset) == [0, 100, 200])
    #expect(windows.map(\.count) == [700, 300])
    #expect(SpeechWindow.pack([], capacity: 700).isEmpty)
  }

  @Test func `an instant on a seam belongs to the piece after it`() {
    let window = SpeechWindow(pieces: [.init(source: 1000..<1100, offset: 0), .init(source: 5000..<5200, offset: 100)])
    #expect(window.pieceIndex(at: 0) == 0)
    #expect(window.pieceIndex(at: 99) == 0)
    #expect(window.pieceIndex(at: 100) == 1)
    #expect(window.pieceIndex(at: 9999) == 1)
  }

  @Test(arguments: 0..<40)
  func `packing keeps everything in order and every sample finds its way back`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var islands: [Range<Int>] = []
    var end = 0
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      let start = end + Int.random(in: 0...3000, using: &generator)
      end = start + Int.random(in: 1...5000, using: &generator)
      islands.append(start..<end)
    }
    let windows = SpeechWindow.pack(islands, capacity: 5000)
    #expect(windows.flatMap { $0.pieces.map(\.source) } == islands)
    var previous: SpeechWindow?
    for window in windows {
      #expect(window.count <= 5000)
      if let previous { #expect(previous.count + window.pieces[0].source.count > 5000, "there was room") }
      previous = window
      var last = -1
      for sample in 0..<window.count where sample.isMultiple(of: 37) {
        let piece = window.pieces[window.pieceIndex(at: sample)]
        let media = piece.source.lowerBound + sample - piece.offset
        #expect(media > last && piece.source.contains(media))
        last = media
      }
    }
  }

  @Test func `islands that are too short to tell their language go with the nearer neighbour`() {
    func groups(_ islands: [Range<Int>]) -> [[Range<Int>]] {
      SpeechWindow.separate(islands, capacity: 100, enough: 30).map { $0.pieces.map(\.source) }
    }
    #expect(groups([]) == [])
    #expect(groups([0..<10]) == [[0..<10]])
    #expect(groups([0..<40, 50..<90]) == [[0..<40], [50..<90]])
    #expect(groups([0..<40, 45..<55, 70..<120]) == [[0..<40, 45..<55], [70..<120]])
    #expect(groups([0..<40, 60..<70, 75..<120]) == [[0..<40], [60..<70, 75..<120]])
    #expect(groups([0..<10, 20..<30, 31..<45, 200..<290]) == [[0..<10, 20..<30, 31..<45], [200..<290]])
    #expect(groups([0..<95, 96..<106, 150..<245]) == [[0..<95], [96..<106], [150..<245]], "no room on either side")
    #expect(groups([0..<40, 50..<60]) == [[0..<40, 50..<60]])
  }
}
