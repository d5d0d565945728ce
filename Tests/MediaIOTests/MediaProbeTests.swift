import Foundation
import Media
import MediaIO
import SystemPackage
import Testing
import Timeline
import Transcript

struct MediaProbeTests {
  @Test
  func tellsStreamsLanguagesAndDispositions() throws {
    let info = try MediaProbe.probe(Fixtures.named("tracks.mkv"))
    #expect(info.container == "matroska,webm")
    #expect(info.streams.map(\.kind) == [.video, .audio, .audio, .audio])
    #expect(info.streams.map(\.language) == ["und", "de", "en", "en"])
    #expect(info.streams[0].codec == "mpeg4")
    #expect(info.streams[0].width == 16 && info.streams[0].height == 16)
    #expect(info.streams[0].frameRate == Rational(5, 1))
    #expect(info.streams[1].title == "Deutsch")
    #expect(info.streams[1].codec == "opus")
    #expect(info.streams[1].channelLayout == "mono")
    #expect(info.streams[2].dispositions == [.default])
    #expect(info.streams[3].dispositions == [.comment])
    #expect(info.streams[3].channels == 2)
    let duration = try #require(info.duration)
    #expect((1.0...1.1).contains(duration.seconds))

    #expect(AudioTrackSelection.choose(from: info)?.stream.index == 2)
    #expect(AudioTrackSelection.choose(from: info, language: "de")?.stream.index == 1)
    #expect(AudioTrackSelection.choose(from: info, language: "en")?.reason == .defaultDisposition)
  }

  @Test
  func startTimesCountFromTheContainers() throws {
    let info = try MediaProbe.probe(Fixtures.named("late.mkv"))
    #expect(info.startTime == MediaTime(seconds: 10))
    #expect(info.streams[0].startTime == .zero)
    #expect(info.streams[1].startTime == MediaTime(milliseconds: 750))
  }

  @Test(arguments: ["pipe:0", "http:x", "concat:a|b", "a:b%20c?d#e.wav", "-i", "smörgås 日本.wav", "file:x"])
  func namesAreOnlyNames(name: String) throws {
    let scratch = try Scratch()
    let wave = Fixtures.wave(Fixtures.sine(440, rate: 8000, seconds: 0.1), rate: 8000)
    let file = try scratch.file(try #require(FilePath.Component(name)), wave)
    #expect(try MediaProbe.probe(file).streams.first?.sampleRate == 8000)
  }

  @Test
  func namesNeedNotBeUTF8() throws {
    let scratch = try Scratch()
    let bytes: [CInterop.PlatformChar] = [0x61, -1, -2, 0x0A, 0x62, 0]
    let name = try #require(bytes.withUnsafeBufferPointer { FilePath.Component(platformString: $0.baseAddress!) })
    let file = try scratch.file(name, Fixtures.wave(Fixtures.sine(440, rate: 8000, seconds: 0.1), rate: 8000))
    #expect(try MediaProbe.probe(file).streams.count == 1)
  }

  @Test
  func readsOnAThreadOfItsOwn() async throws {
    #expect(try await MediaProbe.probeOnOwnThread(Fixtures.named("tracks.mkv")).streams.count == 4)
  }

  /// A playlist must not make FFmpeg read what it names.
  @Test(arguments: [
    "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.wav\n#EXT-X-ENDLIST\n",
    "ffconcat version 1.0\nfile secret.wav\n",
    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\na=rtpmap:0 PCMU/8000\n",
  ])
  func playlistsLeadNowhere(text: String) throws {
    let scratch = try Scratch()
    _ = try scratch.file("secret.wav", Fixtures.wave(Fixtures.sine(440, rate: 8000, seconds: 1), rate: 8000))
    for name in ["list.m3u8", "list.mp4", "list.sdp"] as [FilePath.Component] {
      let file = try scratch.file(name, Data(text.utf8))
      #expect { try MediaProbe.probe(file) } throws: { ($0 as? MediaError)?.code == .notMedia }
    }
  }

  @Test
  func errorsSayWhatIsWrong() throws {
    let scratch = try Scratch()
    func code(_ path: FilePath) -> MediaError.Code? {
      do throws(MediaError) {
        _ = try MediaProbe.probe(path)
        return nil
      } catch {
        #expect(error.path == path)
        return error.code
      }
    }
    #expect(code(scratch.path.appending("absent.mp4")) == .notFound)
    #expect(code(scratch.path) == .notMedia)
    #expect(code(try scratch.file("empty.mp4", Data())) == .empty)
    #expect(code(try scratch.file("letter.mp4", Data("Dear Sir, this is no film.\n".utf8))) == .notMedia)
    #expect(
      code(try scratch.file("noise.mkv", Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) })))
        == .notMedia)
    #expect(code(try scratch.file("header.wav", Fixtures.wave([], rate: 8000).prefix(30))) == .notMedia)
  }

  @Test
  func theDescriptionNamesFileAndCode() {
    let error = MediaError(.empty, path: "/films/a.mp4", message: "the file is empty; copy or record it again")
    #expect(error.description == "/films/a.mp4: the file is empty; copy or record it again [empty]")
  }
}
