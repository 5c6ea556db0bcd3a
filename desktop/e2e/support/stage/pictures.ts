const palette = ['#8fb7c9', '#c9a98f', '#a4b98a', '#b79fc4', '#c98f9f', '#8fc9b7', '#c4bd8a'];

/** A camera's picture of somebody: head and shoulders before a wall, a little moving. */
export function cameraTrack(index: number): MediaStreamTrack {
  const wall = palette[index % palette.length] ?? '#999999';
  return drawnTrack(640, 360, (context, tick) => {
    context.fillStyle = wall;
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = 'rgb(255 255 255 / 25%)';
    context.fillRect(40, 40, 120, 160);
    const sway = Math.sin(tick / 4 + index) * 6;
    context.fillStyle = '#3b4a55';
    context.beginPath();
    context.ellipse(320 + sway, 380, 150, 130, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = '#e8c4a6';
    context.beginPath();
    context.ellipse(320 + sway, 180, 62, 80, 0, 0, Math.PI * 2);
    context.fill();
  });
}

/** A screen with small words on it, to its very edge. */
export function screenTrack(width: number, height: number, title: string): MediaStreamTrack {
  return drawnTrack(width, height, (context, tick) => {
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
    context.strokeStyle = '#c02b2b';
    context.lineWidth = 6;
    context.strokeRect(3, 3, width - 6, height - 6);
    context.fillStyle = '#20211f';
    context.font = '600 40px sans-serif';
    context.fillText(`${title} ${String(tick)}`, 60, 90);
    context.font = '20px sans-serif';
    for (let line = 0; line < (height - 160) / 34; line++) {
      context.fillText(
        'The quarter in numbers, and what follows from it for spring.',
        60,
        150 + line * 34,
      );
    }
  });
}

function drawnTrack(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D, tick: number) => void,
): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  let tick = 0;
  const next = (): void => draw(context, tick++);
  next();
  setInterval(next, 500);
  const [track] = canvas.captureStream(4).getVideoTracks();
  if (track === undefined) throw new Error('a canvas has one track');
  return track;
}
