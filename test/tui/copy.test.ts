import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {writeNewFile} from '../../source/cli/write-file.ts';
import {onCursor, start} from './small-site.ts';

/** The program with what it copied. */
const open = () => {
	const copied: string[] = [];
	const tui = start({ports: {copy: text => copied.push(text) > 0}});
	return {...tui, copied};
};

test('y y copies the address, y c the command, y j the JSON of the row', async () => {
	const tui = open();
	await tui.see('10.0.0.11:443');
	await tui.press('/', '10.0.0.11:443', 'Enter', 'j');
	await tui.see(onCursor('10.0.0.11:443'));
	await tui.press('y');
	await tui.see('Copy 10.0.0.11:443');
	await tui.press('y');
	await tui.see('copied: 10.0.0.11:443');
	await tui.press('y', 'c');
	await tui.see('copied: ipvsadm -a -t 192.0.2.10:443');
	await tui.press('y', 'j');
	await tui.until(() => tui.copied.length === 3, 'copied three times');
	expect(tui.copied.slice(0, 2)).toEqual([
		'10.0.0.11:443',
		'ipvsadm -a -t 192.0.2.10:443 -r 10.0.0.11:443 -g -w 100',
	]);
	expect(JSON.parse(tui.copied[2] ?? '')).toMatchObject([
		{address: '192.0.2.10', port: 443, servers: [{address: '10.0.0.11', weight: 100}]},
	]);
});

test('marked rows are copied together, a service with all of its servers', async () => {
	const tui = open();
	await tui.see('10.0.0.21:53');
	await tui.press('g', 'Space', 'y', 'j');
	await tui.until(() => tui.copied.length === 1, 'copied');
	expect(JSON.parse(tui.copied[0] ?? '')).toMatchObject([
		{port: 53, servers: ['21', '22', '23'].map(last => ({address: `10.0.0.${last}`}))},
	]);
	await tui.press('j', 'Space', 'y');
	await tui.see('Copy 2 rows');
	await tui.press('y');
	await tui.until(() => tui.copied.length === 2, 'copied');
	expect(tui.copied[1]).toBe('192.0.2.10:53\n10.0.0.22:53');
});

test('the program sends what is copied to the terminal', async () => {
	const tui = start();
	const sent: string[] = [];
	tui.xterm.parser.registerOscHandler(52, data => sent.push(data) > 0);
	await tui.see('10.0.0.21:53');
	await tui.press('g', 'y', 'y');
	await tui.until(() => sent.length > 0, 'the terminal got it');
	expect(sent).toEqual([`c;${Buffer.from('192.0.2.10:53').toString('base64')}`]);
});

test('O writes the rows as they are shown into a new file, and never over one', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'ipvs-tui-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	const tui = start({ports: {writeFile: writeNewFile({HOME: folder})}});
	await tui.see('10.0.0.11:443');
	await tui.press('/', 'rs=10.0.0.21', 'Enter', 'O');
	await tui.see(/File \[ipvs-\d{8}-\d{6}\.csv/);
	const write = async (name: string) => tui.press('^u', name, 'Enter');
	await write('~/rows.txt');
	await tui.see('end the name with .csv or .json');
	await write('~/rows.csv');
	await tui.see(`written: ${folder}/rows.csv`);
	expect(readFileSync(join(folder, 'rows.csv'), 'utf8').split('\n').slice(0, 3)).toEqual([
		'service,server,forward,weight,active,inactive,persistent,connections,share,state',
		expect.stringMatching(/^udp 192\.0\.2\.10:53,,,,0,618,0,\d+(\.\d+)?,,2\/3$/),
		expect.stringMatching(/^udp 192\.0\.2\.10:53,10\.0\.0\.21:53,NAT,1,0,310,0,/),
	]);
	await tui.press('O');
	await tui.see('.csv');
	await write('~/rows.json');
	await tui.see(`written: ${folder}/rows.json`);
	expect(JSON.parse(readFileSync(join(folder, 'rows.json'), 'utf8'))).toMatchObject([
		{service: 'udp 192.0.2.10:53', server: null, weight: null, inactive: 618},
		{server: '10.0.0.21:53', forward: 'NAT', weight: 1},
	]);
	await tui.press('O');
	await tui.see('.csv');
	await write('~/rows.csv');
	await tui.see('give another name, this file is there already');
});
