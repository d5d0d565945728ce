import CFFmpeg
import Timeline

/// Changes the packets of one track on their way into a copy. Used by one thread.
protocol TrackEditor: AnyObject {
  /// The unit of the times of packets that it hands out.
  var timeBase: AVRational { get }

  /// Says of the track in the copy what differs from the source's. Called once, before anything is written.
  func describe(_ target: UnsafeMutablePointer<AVStream>) throws(MediaError)

  /// Takes the next packet of the source, which it may empty; nil says that there are no more.
  ///
  /// - Parameter stamp: its time in the source; nil where it has none there, whatever the packet says by now.
  func take(_ packet: UnsafeMutablePointer<AVPacket>?, at stamp: MediaTime?) throws(MediaError)

  /// Puts the next packet of the copy into `packet`; false where there is none before another is taken.
  func next(into packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) -> Bool
}
