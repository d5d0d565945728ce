import Media
import Speech
import SystemPackage
import Testing

struct PCMReaderTests {
  @Test func `stretches are read from where they lie`() throws {
    let recording = try Recording((0..<1000).map(Float.init))
    let reader = try PCMReader(recording.audio.path)
    #expect(try reader.samples(0..<3) == [0, 1, 2])
    #expect(try reader.samples(500..<502) == [500, 501])
    #expect(try reader.samples(7..<7) == [])
  }

  @Test func `what lies beyond the end is not there`() throws {
    let recording = try Recording([1, 2, 3])
    let reader = try PCMReader(recording.audio.path)
    #expect(try reader.samples(2..<10) == [3])
    #expect(try reader.samples(100..<110) == [])
  }

  @Test func `a file that is gone is an error that names it`() {
    let error = #expect(throws: SoundError.self) { try PCMReader("/no/such/file.f32") }
    #expect(error?.description.contains("/no/such/file.f32") == true)
  }

  @Test func `a folder is an error that names it`() throws {
    let reader = try PCMReader("/")
    let error = #expect(throws: SoundError.self) { try reader.samples(0..<1) }
    #expect(error?.path == "/")
  }
}
