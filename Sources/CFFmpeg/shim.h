#pragma once
#include <errno.h>
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>

// Macros that the Swift importer does not take.

static const int64_t cff_NOPTS = AV_NOPTS_VALUE;
static const int cff_ERR_EOF = AVERROR_EOF;
static const int cff_ERR_EXIT = AVERROR_EXIT;
static const int cff_ERR_EAGAIN = AVERROR(EAGAIN);
static const int cff_ERR_EIO = AVERROR(EIO);
static const int cff_ERR_EACCES = AVERROR(EACCES);
static const int cff_ERR_ESPIPE = AVERROR(ESPIPE);
static const int cff_ERR_EINVAL = AVERROR(EINVAL);
static const int cff_ERR_INVALIDDATA = AVERROR_INVALIDDATA;

static inline AVChannelLayout cff_layout_mono(void) { return (AVChannelLayout)AV_CHANNEL_LAYOUT_MONO; }

// Converts `count` samples of `frame`, from sample `offset` on, to mono float. swr_convert's pointer types differ
// between FFmpeg releases; here they do not matter.
static inline int cff_convert(struct SwrContext *resampler, float *output, int capacity, const AVFrame *frame,
                              int offset, int count) {
  const uint8_t *planes[64];
  uint8_t *outputs[1] = {(uint8_t *)output};
  const int planar = av_sample_fmt_is_planar(frame->format);
  const int channels = frame->ch_layout.nb_channels;
  const int plane_count = planar ? channels : 1;
  const size_t step = (size_t)av_get_bytes_per_sample(frame->format) * (planar ? 1 : channels);
  if (plane_count < 1 || plane_count > 64 || offset < 0 || count < 0 || count > frame->nb_samples - offset)
    return AVERROR(EINVAL);
  for (int i = 0; i < plane_count; i++) planes[i] = frame->extended_data[i] + (size_t)offset * step;
  return swr_convert(resampler, (void *)outputs, capacity, (void *)planes, count);
}

static inline int cff_flush(struct SwrContext *resampler, float *output, int capacity) {
  uint8_t *outputs[1] = {(uint8_t *)output};
  return swr_convert(resampler, (void *)outputs, capacity, NULL, 0);
}

// FFmpeg reports the cause of a failure through its log, which is variadic. The last error line of each thread is kept
// for the error that is thrown there; nothing is printed. Used by one Swift file only, so that there is one copy.

static inline char *cff_log_line(void) {
  // Not at file scope: the Swift importer leaves thread-local variables there undefined.
  static _Thread_local char line[256];
  return line;
}

static inline void cff_log_keep(void *source, int level, const char *format, va_list arguments) {
  if (level > AV_LOG_ERROR) return;
  int prefix = 0;
  av_log_format_line(source, level, format, arguments, cff_log_line(), 256, &prefix);
}

static inline void cff_log_install(void) { av_log_set_callback(cff_log_keep); }
static inline void cff_log_clear(void) { cff_log_line()[0] = 0; }
static inline const char *cff_log_last(void) { return cff_log_line(); }
