/** A sheet with lines of text, black on nothing, 36 x 36 px for 18 x 18 points: macOS gives it its colour. */
export const MENU_BAR_ICON = [
  'iVBORw0KGgoAAAANSUhEUgAAACQAAAAkCAQAAABLCVATAAABpklEQVR42u2WvU7DMBRGz3WsFlFUiQUES/kZmVhQ2ZEQYmXuUzAj',
  'MfAcjAw8BkhIDBWMBUHVpSMDpUKkTcwQaNPGTtyycrMkivP53ns+2xFsIeSHwSMUgccYVTS3IgYqlHJkhvRGIx1CgmGbC/YpI9YC',
  'DRDyyBnNaal0NsIWXYzH9cEepJuQnjUg4poTvrii7ZhPMKzSYIl76ohtjAAVusRcFjb7nJhPajBuup4YUEYjPBFQIrJ2yKAZ0kLQ',
  'LKZfaYs/SkSEVqFfagnT2C00ltNsWvzUJnQZUjt8XeWOZcwIRnK3QytrRbdQIla1ZKTc/XeV9s6B5V3Hvc5cGQ24mW3BKmdpM4Yr',
  'o4CNHGr8U5uHmvagpkZP0d+o5bDypRajRqzi+XyUUAuKWM1GreNzkvlSm1tIUnaM5i1NCj+XIiH5KUs7M02+GGTl9FRnYgzrDBnm',
  'bP2whiGedJdOtVPR44FDGrzx4jwgYYVThGc6iB2CQtil73VkG44mj+zsNlHnlh4hIQPrFdKnyfG0Ue2/NTUWcpgNeM3+1tgLLI7A',
  'b5MvWl0m2+RvedSmwA1XvjwAAAAASUVORK5CYII=',
].join('')
